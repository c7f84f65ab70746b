import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinLockIrq;

/** The same, as it should be: nothing is reported here. */
final class CounterFixed {
  private static final SpinLockIrq<Hits> HITS = SpinLockIrq.of(Hits::new);

  /** What the lock protects. */
  private static final class Hits {
    private long total;

    void add() {
      total++;
    }

    long total() {
      return total;
    }
  }

  /** The caller proves that interrupts are off by handing over its token. */
  static void count(LocalInterruptDisabled irq) {
    try (var hits = HITS.lockWith(irq)) {
      hits.get().add();
    }
  }

  static void countTwice() {
    try (var irq = LocalInterrupts.disable()) {
      count(irq);
      count(irq);
    }
  }

  /** The closure form takes, reads and releases in one go. */
  static long read(LocalInterruptDisabled irq) {
    return HITS.callAsLongWith(irq, Hits::total);
  }
}

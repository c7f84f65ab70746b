import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinLockIrq;

/** What must not compile: a lock that needs interrupts off, taken without proof that they are. */
final class Counter {
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

  /** No token at all. */
  static void withoutToken() {
    LocalInterruptDisabled irq = null;
    try (var hits = HITS.lockWith(irq)) {
      hits.get().add();
    }
  }

  /** The scope has ended: interrupts are on again. */
  static void afterwards() {
    var irq = LocalInterrupts.disable();
    irq.close();
    try (var hits = HITS.lockWith(irq)) {
      hits.get().add();
    }
  }

  /** The guard is a temporary: nobody can release it. */
  static long leaked(LocalInterruptDisabled irq) {
    return HITS.lockWith(irq).get().total();
  }
}

import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinLockIrq;

/** The same, as it should be: nothing is reported here. */
final class RejectedFixed {
  private static final SpinLockIrq<int[]> COUNTS = SpinLockIrq.of(() -> new int[1]);

  /** The token is used while it is there. */
  void handle(LocalInterruptDisabled irq) {
    COUNTS.runWith(irq, data -> data[0]++);
  }

  static void inTime() {
    try (var irq = LocalInterrupts.disable()) {
      COUNTS.runWith(irq, data -> data[0]++);
    }
  }
}

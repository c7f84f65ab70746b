import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinLockIrq;

/** What must not compile: the token of a handler, used where it proves nothing. */
final class Rejected {
  private static final SpinLockIrq<int[]> COUNTS = SpinLockIrq.of(() -> new int[1]);

  private LocalInterruptDisabled kept;

  /** The token ends with the handler; whoever finds it in the field later proves nothing with it. */
  void keep(LocalInterruptDisabled irq) {
    kept = irq;
  }

  /** The section has ended, and handlers run again. */
  static void tooLate() {
    LocalInterruptDisabled irq;
    try (var scope = LocalInterrupts.disable()) {
      irq = scope;
    }
    COUNTS.runWith(irq, data -> data[0]++);
  }
}

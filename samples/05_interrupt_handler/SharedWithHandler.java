import java.util.concurrent.atomic.AtomicInteger;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.context.MaskableThread;
import lockproof.lock.SpinLockIrq;

/** Counts that a thread and the handlers raised to it both change. */
final class SharedWithHandler {
  /** What the lock protects. */
  private static final class Counts {
    private int byThread;
    private int byHandler;
  }

  private final SpinLockIrq<Counts> counts = SpinLockIrq.of(Counts::new);

  void work() {
    counts.run(data -> data.byThread++);
  }

  /** Runs on the thread that works, and never while it holds the lock. */
  void handle(LocalInterruptDisabled irq) {
    counts.runWith(irq, data -> data.byHandler++);
  }

  public static void main(String[] args) throws InterruptedException {
    SharedWithHandler shared = new SharedWithHandler();
    Thread worker =
        new MaskableThread(
            () -> {
              for (int i = 0; i < 50_000; i++) {
                shared.work();
              }
            });
    worker.start();
    AtomicInteger raised = new AtomicInteger();
    while (LocalInterrupts.raise(worker, shared::handle)) {
      raised.incrementAndGet();
      LocalInterrupts.synchronize(worker);
    }
    worker.join();
    shared.counts.run(
        data -> {
          if (data.byThread != 50_000 || data.byHandler != raised.get()) {
            throw new AssertionError(data.byThread + " and " + data.byHandler);
          }
        });
  }
}

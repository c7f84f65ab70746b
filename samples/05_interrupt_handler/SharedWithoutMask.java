import java.util.concurrent.atomic.AtomicReference;
import lockproof.context.LocalInterrupts;
import lockproof.lock.LockUsageException;
import lockproof.lock.SpinLock;

/**
 * The same with a lock that leaves interrupts enabled: a handler that runs at a window inside the
 * section wants the lock that its own thread holds, and would wait forever.
 */
final class SharedWithoutMask {
  private final SpinLock<int[]> counts = SpinLock.of(() -> new int[1]);

  void work() {
    counts.run(
        data -> {
          data[0]++;
          LocalInterrupts.poll();
        });
  }

  public static void main(String[] args) throws InterruptedException {
    SharedWithoutMask shared = new SharedWithoutMask();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread worker = new Thread(shared::work);
    worker.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    LocalInterrupts.raise(worker, irq -> shared.counts.run(data -> data[0]++));
    worker.start();
    worker.join();
    if (!(failure.get() instanceof LockUsageException.SelfDeadlock)) {
      throw new AssertionError("the deadlock was not seen", failure.get());
    }
  }
}

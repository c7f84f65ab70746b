package lockproof.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that does one thing after the other, and is given up when it hangs. */
final class Actor implements AutoCloseable {
  final int number;
  private final Duration patience;
  private final ExecutorService thread;

  Actor(int number, Duration patience) {
    this.number = number;
    this.patience = patience;
    this.thread =
        Executors.newSingleThreadExecutor(
            r -> {
              Thread t = new Thread(r, "actor-" + number);
              t.setDaemon(true);
              return t;
            });
  }

  Future<Object> start(Callable<Object> action) {
    return thread.submit(action);
  }

  Object call(Callable<Object> action) throws ExecutionException {
    return join(start(action));
  }

  Object join(Future<Object> running) throws ExecutionException {
    try {
      return running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("waits, though nothing is in its way", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

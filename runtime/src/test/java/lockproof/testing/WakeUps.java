package lockproof.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lockproof.internal.WaitQueue;

/** Tells whether a release wakes who waits, or who waits only wakes from its own naps. */
public final class WakeUps {
  /** Who is not woken naps for a second. */
  private static final long PROMPT = TimeUnit.MILLISECONDS.toNanos(400);

  private WakeUps() {}

  /**
   * Fails when a waiter is woken late three times.
   *
   * @param queue where threads wait for the lock
   * @param holding runs a body with the lock held
   */
  public static void assertPrompt(WaitQueue queue, Consumer<Runnable> holding)
      throws InterruptedException {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3 && fastest > PROMPT; i++) {
      AtomicBoolean free = new AtomicBoolean();
      long[] released = new long[1];
      Thread waiter = Threads.PLATFORM.start(() -> queue.acquire(free::get, WaitQueue.EXACT));
      holding.accept(
          () -> {
            try {
              Threads.awaitParked(waiter);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            released[0] = System.nanoTime();
            free.set(true);
          });
      Threads.join(waiter, 10);
      fastest = Math.min(fastest, System.nanoTime() - released[0]);
    }
    assertThat(fastest).as("nanoseconds from a release to the waiter").isLessThan(PROMPT);
  }
}

package lockproof.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Tells whether a release wakes who waits, or who waits only wakes from its own short naps. */
public final class WakeUps {
  /** Naps are as long as a millisecond when a lock is held for four; to be woken takes far less. */
  private static final long PROMPT = TimeUnit.MICROSECONDS.toNanos(150);

  private static final int SERIES = 10;

  private WakeUps() {}

  /**
   * Fails when waiters are woken late in every series of trials; a busy machine spoils some.
   *
   * @param holding runs a body with the lock held
   */
  public static void assertPrompt(Consumer<Runnable> holding) throws InterruptedException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < SERIES && best > PROMPT; i++) {
      best = Math.min(best, lowerQuartile(holding));
    }
    assertThat(best).as("nanoseconds from a release to the waiter").isLessThanOrEqualTo(PROMPT);
  }

  private static long lowerQuartile(Consumer<Runnable> holding) throws InterruptedException {
    long[] waits = new long[40];
    for (int i = 0; i < waits.length; i++) {
      Thread[] waiter = new Thread[1];
      long[] times = new long[2];
      holding.accept(
          () -> {
            waiter[0] =
                Threads.PLATFORM.start(() -> holding.accept(() -> times[1] = System.nanoTime()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
            times[0] = System.nanoTime();
          });
      Threads.join(waiter[0], 10);
      waits[i] = times[1] - times[0];
    }
    Arrays.sort(waits);
    return waits[waits.length / 4];
  }
}

package lockproof.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class WaitQueueTest {
  @Test
  void whoLeavesWithoutTheLockWakesTheNext() throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      fastest = Math.min(fastest, timeOfTheSecondAfterTheFirstWasInterrupted());
    }
    assertThat(fastest).isLessThan(TimeUnit.MILLISECONDS.toNanos(400));
  }

  private static long timeOfTheSecondAfterTheFirstWasInterrupted() throws Exception {
    WaitQueue queue = new WaitQueue("a lock");
    AtomicBoolean free = new AtomicBoolean();
    AtomicBoolean gaveUp = new AtomicBoolean();
    Thread first =
        Threads.PLATFORM.start(
            () -> {
              int how = WaitQueue.INTERRUPTIBLE | WaitQueue.EXACT;
              try {
                queue.acquire(() -> false, how, Long.MAX_VALUE);
              } catch (InterruptedException e) {
                gaveUp.set(true);
              }
            });
    Threads.awaitParked(first);
    Thread second = Threads.PLATFORM.start(() -> queue.acquire(free::get, WaitQueue.EXACT));
    Threads.awaitParked(second);
    free.set(true);
    long start = System.nanoTime();
    first.interrupt();
    Threads.join(second, 10);
    long time = System.nanoTime() - start;
    Threads.join(first, 10);
    assertThat(gaveUp).isTrue();
    return time;
  }

  @Test
  void nobodyOvertakesAFairWaiterAndEverybodyAPlainOne() throws Exception {
    WaitQueue queue = new WaitQueue("a lock");
    AtomicBoolean free = new AtomicBoolean();
    assertThat(queue.mayOvertake()).isTrue();
    Thread plain = Threads.PLATFORM.start(() -> queue.acquire(free::get, WaitQueue.EXACT));
    Threads.awaitParked(plain);
    assertThat(queue.mayOvertake()).isTrue();
    Thread fair =
        Threads.PLATFORM.start(() -> queue.acquire(free::get, WaitQueue.EXACT | WaitQueue.FAIR));
    Threads.awaitParked(fair);
    assertThat(queue.mayOvertake()).isFalse();
    free.set(true);
    queue.wake();
    Threads.join(plain, 10);
    queue.wake();
    Threads.join(fair, 10);
    assertThat(queue.mayOvertake()).isTrue();
  }
}

package lockproof.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Holders that give up their processor, or carrier, in the middle of a section. */
public enum Sleepers {
  /** Parks. */
  PARK {
    @Override
    void rest() {
      LockSupport.parkNanos(10_000_000);
    }
  },
  /** Yields, many times. */
  YIELD {
    @Override
    void rest() {
      for (int i = 0; i < 100; i++) {
        Thread.yield();
      }
    }
  },
  /** Sleeps. */
  SLEEP {
    @Override
    void rest() {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  };

  abstract void rest();

  /**
   * Fails when, while one holds and rests in any way, others that want to hold or pass never do: on
   * every kind of thread, more of them than there are carriers.
   *
   * @param holding runs a body with the lock held
   * @param passing gets past the holder, as often as it is called
   */
  public static void assertNobodyHangs(Consumer<Runnable> holding, Runnable passing)
      throws InterruptedException {
    for (Threads kind : Threads.available().toList()) {
      for (Sleepers way : values()) {
        CountDownLatch held = new CountDownLatch(1);
        Thread holder =
            kind.start(
                () ->
                    holding.accept(
                        () -> {
                          held.countDown();
                          way.rest();
                        }));
        held.await();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          others.add(kind.start(passing));
        }
        Threads.join(holder, 10);
        for (Thread other : others) {
          Threads.join(other, 10);
        }
      }
    }
  }
}

package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import lockproof.testing.Threads;

/**
 * What makes lock sets live, each as a small scene between threads that always ends the same way.
 * Each scene fails for a class that gets the matter wrong, and leaves no thread behind.
 */
enum Liveness {
  /** Who backed off waits for the contended mutex, instead of trying again and again. */
  THE_CONTENDED_MUTEX_IS_WAITED_FOR {
    @Override
    <C> void play(WwClass<C> locks) throws Exception {
      Scene<C> scene = new Scene<>(locks);
      scene.anOlderOneHoldsA(true);
      FutureTask<Integer> younger =
          scene.start(
              () -> {
                locks.run(scene.b, scene.a, (x, y) -> {});
                return locks.own().restarts();
              });
      Thread.sleep(100);
      scene.release.countDown();
      assertThat(younger.get(10, TimeUnit.SECONDS)).isLessThanOrEqualTo(1);
    }
  },

  /** Who backed off is as old in the next attempt, and so older than those who came meanwhile. */
  THE_AGE_IS_KEPT {
    @Override
    <C> void play(WwClass<C> locks) throws Exception {
      Scene<C> scene = new Scene<>(locks);
      scene.anOlderOneHoldsA(false);
      long[] ages = new long[2];
      int[] attempts = new int[1];
      FutureTask<Integer> younger =
          scene.start(
              () ->
                  locks
                      .lockSet()
                      .attempt(
                          set -> {
                            ages[attempts[0]++ == 0 ? 0 : 1] = locks.own().stamp();
                            set.lock(scene.b);
                            locks.own().wound();
                            set.lock(scene.a);
                            return 0;
                          }));
      Threads.await(() -> attempts[0] > 1 || scene.a.hasWaiters() && !scene.b.isLocked());
      scene.release.countDown();
      younger.get(10, TimeUnit.SECONDS);
      assertThat(attempts[0]).isGreaterThan(1);
      assertThat(ages[1]).isEqualTo(ages[0]);
    }
  },

  /** Two that want what the other one has both get through, the older one first. */
  AN_OLDER_ONE_GETS_ITS_WAY {
    @Override
    <C> void play(WwClass<C> locks) throws Exception {
      Scene<C> scene = new Scene<>(locks);
      CountDownLatch both = new CountDownLatch(2);
      FutureTask<LockResult> older = scene.start(() -> scene.abba(scene.a, scene.b, both));
      Threads.await(scene.a::isLocked);
      FutureTask<LockResult> younger = scene.start(() -> scene.abba(scene.b, scene.a, both));
      LockResult second = younger.get(10, TimeUnit.SECONDS);
      assertThat(older.get(10, TimeUnit.SECONDS)).isEqualTo(LockResult.LOCKED);
      assertThat(second).isEqualTo(LockResult.DEADLOCK);
    }
  };

  abstract <C> void play(WwClass<C> locks) throws Exception;

  private interface Part<T> {
    T play() throws Exception;
  }

  private static final class Scene<C> {
    final WwClass<C> locks;
    final WwMutex<C, Integer> a;
    final WwMutex<C, Integer> b;
    final CountDownLatch release = new CountDownLatch(1);

    Scene(WwClass<C> locks) {
      this.locks = locks;
      this.a = new WwMutex<>(locks, 1, "a");
      this.b = new WwMutex<>(locks, 2, "b");
    }

    <T> FutureTask<T> start(Part<T> part) {
      FutureTask<T> task = new FutureTask<>(part::play);
      Threads.PLATFORM.start(task);
      return task;
    }

    /**
     * Another thread holds a, with an older context, and in a wound-wait class it may want b as
     * soon as somebody has it.
     */
    void anOlderOneHoldsA(boolean wantsB) throws InterruptedException {
      start(
          () -> {
            try (AcquireCtx<C> ctx = locks.newContext()) {
              ctx.stamp();
              ctx.lock(a);
              if (wantsB && !locks.isWaitDie()) {
                Threads.await(b::isLocked);
                if (ctx.lock(b, 2, TimeUnit.SECONDS) == LockResult.LOCKED) {
                  ctx.unlock(b);
                }
              }
              release.await();
              ctx.unlockAll();
              return null;
            }
          });
      Threads.await(a::isLocked);
    }

    /** Gives up after two seconds. */
    LockResult abba(WwMutex<C, Integer> first, WwMutex<C, Integer> second, CountDownLatch both)
        throws InterruptedException {
      try (AcquireCtx<C> ctx = locks.newContext()) {
        ctx.stamp();
        ctx.lock(first);
        both.countDown();
        both.await();
        LockResult result = ctx.lock(second, 2, TimeUnit.SECONDS);
        ctx.unlockAll();
        return result;
      }
    }
  }
}

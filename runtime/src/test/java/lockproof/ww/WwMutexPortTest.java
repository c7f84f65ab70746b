package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import lockproof.testing.Threads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the kernel's module {@code test-ww_mutex} that need no load, by their names: {@code
 * mutex} with its eight combinations of flags, {@code aa}, {@code abba} with its four, {@code
 * cycle}; each for both kinds of classes. The three stresses are in {@link StressPortTest}.
 */
class WwMutexPortTest {
  private static final int TEST_MTX_SPIN = 1;
  private static final int TEST_MTX_TRY = 2;
  private static final int TEST_MTX_CTX = 4;

  static Stream<Arguments> flags() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.iterate(0, f -> f < 8, f -> f + 1).map(f -> Arguments.of(kind, f)));
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.iterate(0, f -> f < 4, f -> f + 1).map(f -> Arguments.of(kind, f)));
  }

  @ParameterizedTest
  @MethodSource("flags")
  void test_mutex(Kind kind, int flags) throws Exception {
    WwClass<WwMutexPortTest> locks = kind.make();
    WwMutex<WwMutexPortTest, int[]> mutex = new WwMutex<>(locks, new int[1]);
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread worker =
        Threads.PLATFORM.start(
            () -> {
              ready.countDown();
              awaitQuietly(go);
              WwGuard<int[]> guard = (flags & TEST_MTX_TRY) != 0 ? spin(mutex) : mutex.lock();
              done.countDown();
              guard.close();
            });
    AcquireCtx<WwMutexPortTest> ctx = (flags & TEST_MTX_CTX) != 0 ? locks.newContext() : null;
    WwGuard<int[]> guard = ctx == null ? mutex.lock() : null;
    if (ctx != null) {
      assertThat(ctx.lock(mutex)).isEqualTo(LockResult.LOCKED);
    }
    ready.await();
    go.countDown();
    if ((flags & TEST_MTX_SPIN) != 0) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
      while (System.nanoTime() < end) {
        assertThat(done.getCount()).isEqualTo(1);
        Thread.yield();
      }
    } else {
      assertThat(done.await(60, TimeUnit.MILLISECONDS)).isFalse();
    }
    if (ctx != null) {
      ctx.unlock(mutex);
      ctx.close();
    } else {
      guard.close();
    }
    Threads.join(worker, 10);
    assertThat(done.getCount()).isZero();
    assertThat(mutex.isLocked()).isFalse();
  }

  private static WwGuard<int[]> spin(WwMutex<WwMutexPortTest, int[]> mutex) {
    WwGuard<int[]> guard = mutex.tryLock();
    while (guard == null) {
      Thread.yield();
      guard = mutex.tryLock();
    }
    return guard;
  }

  @ParameterizedTest
  @EnumSource
  void test_aa(Kind kind) {
    for (boolean trylock : new boolean[] {false, true}) {
      WwClass<WwMutexPortTest> locks = kind.make();
      WwMutex<WwMutexPortTest, Integer> mutex = new WwMutex<>(locks, 1);
      try (AcquireCtx<WwMutexPortTest> ctx = locks.newContext()) {
        LockResult first = trylock ? ctx.tryLock(mutex) : ctx.lock(mutex);
        assertThat(first).isEqualTo(LockResult.LOCKED);
        assertThat((Object) mutex.tryLock()).isNull();
        assertThat(ctx.tryLock(mutex)).isEqualTo(LockResult.ALREADY_LOCKED);
        assertThat(ctx.lock(mutex)).isEqualTo(LockResult.ALREADY_LOCKED);
        assertThat(ctx.lockOrAlready(mutex)).isEqualTo(LockResult.LOCKED);
        ctx.unlock(mutex);
        assertThat(mutex.isLocked()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void test_abba(Kind kind, int flags) throws Exception {
    boolean trylock = (flags & 1) != 0;
    boolean resolve = (flags & 2) != 0;
    WwClass<WwMutexPortTest> locks = kind.make();
    WwMutex<WwMutexPortTest, Integer> a = new WwMutex<>(locks, 1, "a");
    WwMutex<WwMutexPortTest, Integer> b = new WwMutex<>(locks, 2, "b");
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicReferenceArray<LockResult> results = new AtomicReferenceArray<>(2);
    Thread other =
        Threads.PLATFORM.start(() -> results.set(1, abba(locks, b, a, both, trylock, resolve)));
    results.set(0, Threads.elsewhere(() -> abba(locks, a, b, both, trylock, resolve)));
    Threads.join(other, 10);
    if (resolve) {
      assertThat(results.get(0)).isEqualTo(LockResult.LOCKED);
      assertThat(results.get(1)).isEqualTo(LockResult.LOCKED);
    } else {
      assertThat(List.of(results.get(0), results.get(1)))
          .containsOnlyOnce(LockResult.DEADLOCK)
          .containsOnlyOnce(LockResult.LOCKED);
    }
    assertThat(a.isLocked() || b.isLocked()).isFalse();
  }

  private static LockResult abba(
      WwClass<WwMutexPortTest> locks,
      WwMutex<WwMutexPortTest, Integer> mine,
      WwMutex<WwMutexPortTest, Integer> theirs,
      CyclicBarrier both,
      boolean trylock,
      boolean resolve) {
    try (AcquireCtx<WwMutexPortTest> ctx = locks.newContext()) {
      LockResult result = trylock ? ctx.tryLock(mine) : ctx.lock(mine);
      assertThat(result).isEqualTo(LockResult.LOCKED);
      both.await(10, TimeUnit.SECONDS);
      result = ctx.lock(theirs);
      WwMutex<WwMutexPortTest, Integer> held = mine;
      while (resolve && result == LockResult.DEADLOCK) {
        WwMutex<WwMutexPortTest, Integer> contended = held == mine ? theirs : mine;
        ctx.unlock(held);
        ctx.lockSlow(contended);
        result = ctx.lock(held);
        held = contended;
      }
      ctx.unlockAll();
      return result;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void test_cycle(Kind kind) throws Exception {
    for (int n = 2; n <= 9; n++) {
      cycle(kind, n);
    }
  }

  private static void cycle(Kind kind, int n) throws Exception {
    WwClass<WwMutexPortTest> locks = kind.make();
    List<WwMutex<WwMutexPortTest, Integer>> mutexes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      mutexes.add(new WwMutex<>(locks, i));
    }
    CyclicBarrier all = new CyclicBarrier(n);
    AtomicReferenceArray<LockResult> results = new AtomicReferenceArray<>(n);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int me = i;
      threads.add(
          Threads.PLATFORM.start(
              () ->
                  results.set(
                      me,
                      abba(locks, mutexes.get(me), mutexes.get((me + 1) % n), all, false, true))));
    }
    for (Thread thread : threads) {
      Threads.join(thread, 10);
    }
    for (int i = 0; i < n; i++) {
      assertThat(results.get(i)).as("thread %s of %s", i, n).isIn(LockResult.LOCKED);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

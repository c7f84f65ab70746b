package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

/**
 * The KUnit cases of the Rust proposals for {@code ww_mutex} and lock sets, by their names. What
 * they do with a lock set that is still open to all, is done with a context here.
 */
class RustPortTest {
  private static final class WoundWait {}

  private static final class WaitDie {}

  private static final WwClass<WoundWait> TEST_WOUND_WAIT_CLASS =
      WwClass.woundWait(WoundWait.class);
  private static final WwClass<WaitDie> TEST_WAIT_DIE_CLASS = WwClass.waitDie(WaitDie.class);

  private static <T> WwMutex<WoundWait, T> mutex(T data) {
    return new WwMutex<>(TEST_WOUND_WAIT_CLASS, data);
  }

  @Test
  void test_ww_mutex_basic_lock_unlock() {
    WwMutex<WoundWait, Integer> mutex = mutex(42);
    try (AcquireCtx<WoundWait> ctx = TEST_WOUND_WAIT_CLASS.newContext()) {
      assertThat(ctx.lock(mutex)).isEqualTo(LockResult.LOCKED);
      assertThat(ctx.get(mutex)).isEqualTo(42);
      ctx.unlock(mutex);
      assertThat(ctx.lock(mutex)).isEqualTo(LockResult.LOCKED);
      ctx.set(mutex, 100);
      assertThat(ctx.get(mutex)).isEqualTo(100);
      ctx.unlock(mutex);
    }
  }

  @Test
  void test_ww_mutex_trylock() {
    WwMutex<WoundWait, Integer> mutex = mutex(123);
    try (AcquireCtx<WoundWait> ctx = TEST_WOUND_WAIT_CLASS.newContext()) {
      assertThat(ctx.tryLock(mutex)).isEqualTo(LockResult.LOCKED);
      assertThat(ctx.get(mutex)).isEqualTo(123);
      assertThat(ctx.tryLock(mutex)).isNotEqualTo(LockResult.LOCKED);
      ctx.unlock(mutex);
    }
  }

  @Test
  void test_ww_mutex_is_locked() {
    WwMutex<WaitDie, String> mutex = new WwMutex<>(TEST_WAIT_DIE_CLASS, "hello");
    try (AcquireCtx<WaitDie> ctx = TEST_WAIT_DIE_CLASS.newContext()) {
      assertThat(mutex.isLocked()).isFalse();
      ctx.lock(mutex);
      assertThat(mutex.isLocked()).isTrue();
      ctx.unlock(mutex);
      assertThat(mutex.isLocked()).isFalse();
    }
  }

  /** With a third mutex: one that is held already would be refused for that reason alone. */
  @Test
  void test_ww_acquire_context_done() {
    WwMutex<WoundWait, Integer> mutex1 = mutex(1);
    WwMutex<WoundWait, Integer> mutex2 = mutex(2);
    WwMutex<WoundWait, Integer> third = mutex(3);
    try (AcquireCtx<WoundWait> ctx = TEST_WOUND_WAIT_CLASS.newContext()) {
      ctx.lock(mutex1);
      ctx.lock(mutex2);
      ctx.done();
      for (WwMutex<WoundWait, Integer> mutex : List.of(third, mutex1, mutex2)) {
        assertThatThrownBy(() -> ctx.lock(mutex)).isInstanceOf(WwUsageException.AfterDone.class);
      }
      assertThat(third.isLocked()).isFalse();
      assertThat(ctx.get(mutex1) + ctx.get(mutex2)).isEqualTo(3);
      ctx.unlockAll();
    }
  }

  @Test
  void test_with_global_classes() {
    WwMutex<WoundWait, Integer> mutex1 = mutex(100);
    WwMutex<WaitDie, Integer> mutex2 = new WwMutex<>(TEST_WAIT_DIE_CLASS, 200);
    try (AcquireCtx<WoundWait> wwCtx = TEST_WOUND_WAIT_CLASS.newContext();
        AcquireCtx<WaitDie> wdCtx = TEST_WAIT_DIE_CLASS.newContext()) {
      wwCtx.lock(mutex1);
      wdCtx.lock(mutex2);
      assertThat(wwCtx.get(mutex1) + wdCtx.get(mutex2)).isEqualTo(300);
      assertThat(mutex1.isLocked() && mutex2.isLocked()).isTrue();
      wwCtx.unlock(mutex1);
      wdCtx.unlock(mutex2);
      assertThat(mutex1.isLocked() || mutex2.isLocked()).isFalse();
    }
  }

  @Test
  void test_mutex_without_ctx() {
    WwMutex<WoundWait, Integer> mutex = mutex(100);
    try (WwGuard<Integer> guard = mutex.lock()) {
      assertThat(guard.get()).isEqualTo(100);
      assertThat(mutex.isLocked()).isTrue();
    }
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void test_lock_set_basic_lock_unlock() {
    WwMutex<WoundWait, Integer> mutex = mutex(10);
    try (AcquireCtx<WoundWait> ctx = TEST_WOUND_WAIT_CLASS.newContext()) {
      assertThat(ctx.lock(mutex)).isEqualTo(LockResult.LOCKED);
      assertThat(ctx.lockOrAlready(mutex)).isEqualTo(LockResult.LOCKED);
      assertThat(ctx.<Integer, Integer, RuntimeException>withLocked(mutex, v -> v)).isEqualTo(10);
      ctx.unlockAll();
      assertThat(mutex.isLocked()).isFalse();
    }
  }

  @Test
  void test_lock_set_with_locked_mutates_data() {
    WwMutex<WoundWait, int[]> mutex = mutex(new int[] {5});
    try (AcquireCtx<WoundWait> ctx = TEST_WOUND_WAIT_CLASS.newContext()) {
      ctx.lock(mutex);
      assertThat(ctx.<int[], Integer, RuntimeException>withLocked(mutex, v -> v[0] += 7))
          .isEqualTo(12);
      assertThat(ctx.get(mutex)[0]).isEqualTo(12);
      ctx.unlockAll();
    }
  }

  @Test
  void test_lock_all_success() {
    WwMutex<WoundWait, Integer> mutex1 = mutex(1);
    WwMutex<WoundWait, Integer> mutex2 = mutex(2);
    List<Integer> res =
        TEST_WOUND_WAIT_CLASS
            .lockSet()
            .lockAll(
                set -> List.of(set.lock(mutex1), set.lock(mutex2)),
                (set, handles) -> {
                  set.set(handles.get(0), set.get(handles.get(0)) + 10);
                  set.set(handles.get(1), set.get(handles.get(1)) + 20);
                  return List.of(set.get(handles.get(0)), set.get(handles.get(1)));
                });
    assertThat(res).containsExactly(11, 22);
    assertThat(mutex1.isLocked() || mutex2.isLocked()).isFalse();
  }

  @Test
  void test_with_different_input_type() {
    WwMutex<WoundWait, Integer> mutex1 = mutex(1);
    WwMutex<WoundWait, String> mutex2 = mutex("hello");
    String both =
        TEST_WOUND_WAIT_CLASS
            .lockSet()
            .attempt(
                set -> {
                  Locked<WoundWait, Integer> one = set.lock(mutex1);
                  Locked<WoundWait, String> two = set.lock(mutex2);
                  return set.get(two) + set.get(one);
                });
    assertThat(both).isEqualTo("hello1");
  }

  /** The deadlock is made up: the context is told that an older one waits for it. */
  @Test
  void test_lock_all_retries_on_deadlock() throws Exception {
    WwMutex<WoundWait, Integer> first = mutex(1);
    WwMutex<WoundWait, Integer> mutex = mutex(99);
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        Threads.PLATFORM.start(
            () -> {
              try (WwGuard<Integer> guard = mutex.lock()) {
                held.countDown();
                Threads.await(() -> mutex.hasWaiters() && !first.isLocked());
                assertThat(guard.isLive()).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    held.await();
    int[] attempts = {0};
    try (AcquireCtx<WoundWait> ctx = TEST_WOUND_WAIT_CLASS.newContext()) {
      long stamp = ctx.stamp();
      int res =
          LockSet.over(ctx)
              .lockAll(
                  set -> {
                    if (attempts[0]++ == 0) {
                      set.lock(first);
                      ctx.wound();
                    } else {
                      assertThat(first.isLocked()).isFalse();
                      assertThat(mutex.isHeldByCurrentThread()).isTrue();
                    }
                    return set.lock(mutex);
                  },
                  (set, handle) -> {
                    set.set(handle, set.get(handle) + 1);
                    return set.get(handle);
                  });
      assertThat(res).isEqualTo(100);
      assertThat(attempts[0]).isEqualTo(2);
      assertThat(ctx.stamp()).isEqualTo(stamp);
    }
    Threads.join(holder, 10);
    assertThat(first.isLocked() || mutex.isLocked()).isFalse();
  }

  @Test
  void test_lock_all_deadlock_without_contended_mutex() {
    WwMutex<WoundWait, Integer> mutex = mutex(1);
    LockSetSignal forged = new LockSetSignal();
    int[] attempts = {0};
    assertThatThrownBy(
            () ->
                TEST_WOUND_WAIT_CLASS
                    .lockSet()
                    .lockAll(
                        set -> {
                          attempts[0]++;
                          set.lock(mutex);
                          throw forged;
                        },
                        (set, nothing) -> nothing))
        .isSameAs(forged);
    assertThat(attempts[0]).isEqualTo(1);
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void test_with_locked_on_unlocked_mutex() {
    WwMutex<WoundWait, Integer> mutex = mutex(5);
    assertThatThrownBy(
            () -> TEST_WOUND_WAIT_CLASS.lockSet().attempt(set -> set.withLocked(mutex, v -> v)))
        .isInstanceOf(WwUsageException.NotLocked.class);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // with the types as they are it does not compile
  void test_with_different_classes() {
    WwMutex mutex = mutex(5);
    assertThatThrownBy(
            () -> TEST_WAIT_DIE_CLASS.lockSet().attempt(set -> ((Attempt) set).lock(mutex)))
        .isInstanceOf(WwUsageException.WrongClass.class);
  }
}

package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockproof.lock.LockedBy;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLock;
import lockproof.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The wound/wait cases of the kernel's locking selftest, by their names, but for those about
 * deadlocks, which are in {@link SelftestDeadlockTest}. A case that must fail there throws a named
 * exception here.
 *
 * <p>Two must fail for what a type or a run-time check cannot see, and are fixtures of the
 * compile-time checker: {@code ww_test_spin_block} and {@code ww_test_spin_context} sleep for a
 * mutex with a spin lock held. One must fail for a guard that nests in another and is given none,
 * {@code ww_test_spin_nest_unlocked}: here that is data which belongs to a lock that is not held.
 */
class LockingSelftestTest {
  private final WwClass<LockingSelftestTest> locks = Kind.WAIT_DIE.make();
  private final WwMutex<LockingSelftestTest, Integer> o = new WwMutex<>(locks, 1, "o");
  private final WwMutex<LockingSelftestTest, Integer> o2 = new WwMutex<>(locks, 2, "o2");
  private final SpinLock<int[]> lockA = SpinLock.of(() -> new int[1]);
  private AcquireCtx<LockingSelftestTest> t;

  @BeforeEach
  void init() {
    t = locks.newContext();
  }

  @AfterEach
  void everythingIsFree() {
    try {
      t.unlockAll();
      t.close();
    } catch (WwUsageException.ContextClosed e) {
      // The case closed it.
    }
    assertThat(o.isLocked() || o2.isLocked() || lockA.isLocked()).isFalse();
    assertThat(locks.callAsLong(o, o2, (x, y) -> x + y)).isEqualTo(3);
  }

  private void noContext() {
    t.close();
  }

  @Test
  void ww_test_fail_acquire() throws Exception {
    t.stamp();
    assertThat(t.lock(o)).isEqualTo(LockResult.LOCKED);
    assertThat(t.lock(o)).isEqualTo(LockResult.ALREADY_LOCKED);
    assertThat((Object) o.tryLock()).isNull();
    LockResult younger =
        Threads.elsewhere(
            () -> {
              try (AcquireCtx<LockingSelftestTest> t2 = locks.newContext()) {
                t2.lock(o2);
                LockResult result = t2.lock(o);
                t2.unlockAll();
                return result;
              }
            });
    assertThat(younger).isEqualTo(LockResult.DEADLOCK);
    t.unlock(o);
    try (WwGuard<Integer> guard = o.tryLock()) {
      assertThat(guard != null).isTrue();
    }
  }

  @Test
  void ww_test_normal() throws Exception {
    noContext();
    try (WwGuard<Integer> guard = o.lock()) {
      assertThat(guard.get()).isEqualTo(1);
      assertThat((Object) o.tryLock()).isNull();
    }
    try (WwGuard<Integer> guard = o.lockInterruptibly()) {
      assertThat(guard.isLive()).isTrue();
    }
    try (WwGuard<Integer> guard = o.tryLock()) {
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void ww_test_unneeded_slow() {
    assertThatThrownBy(() -> t.lockSlow(o)).isInstanceOf(WwUsageException.UnneededSlow.class);
  }

  @Test
  void ww_test_two_contexts() {
    assertThatThrownBy(locks::newContext).isInstanceOf(WwUsageException.TwoContexts.class);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // with the types as they are it does not compile
  void ww_test_diff_class() {
    WwMutex foreign = new WwMutex<>(Kind.WAIT_DIE.<Object>make(), 1);
    assertThatThrownBy(() -> t.lock(foreign)).isInstanceOf(WwUsageException.WrongClass.class);
    noContext();
    assertThatThrownBy(() -> locks.run(o, foreign, (x, y) -> {}))
        .isInstanceOf(WwUsageException.WrongClass.class);
  }

  @Test
  void ww_test_context_done_twice() {
    t.done();
    assertThatThrownBy(t::done).isInstanceOf(WwUsageException.AfterDone.class);
  }

  @Test
  void ww_test_context_unlock_twice() {
    t.done();
    t.close();
    assertThatThrownBy(t::close).isInstanceOf(WwUsageException.ContextClosed.class);
  }

  @Test
  void ww_test_context_fini_early() {
    t.lock(o);
    t.done();
    assertThatThrownBy(t::close).isInstanceOf(WwUsageException.StillLocked.class);
  }

  @Test
  void ww_test_context_lock_after_done() {
    t.done();
    assertThatThrownBy(() -> t.lock(o)).isInstanceOf(WwUsageException.AfterDone.class);
  }

  @Test
  void ww_test_object_unlock_twice() {
    t.lock(o);
    t.unlock(o);
    assertThatThrownBy(() -> t.unlock(o)).isInstanceOf(WwUsageException.NotLocked.class);
  }

  /**
   * There the count of a context is falsified; here nobody can reach it, so another one unlocks.
   */
  @Test
  void ww_test_object_lock_unbalanced() throws Exception {
    t.lock(o);
    Threads.elsewhere(
        () -> {
          assertThatThrownBy(() -> t.unlock(o)).isInstanceOf(WwUsageException.WrongThread.class);
          return null;
        });
    assertThat(o.isHeldByCurrentThread()).isTrue();
  }

  /** There the mutex refers to a context that is gone; here it does so after each release. */
  @Test
  void ww_test_object_lock_stale_context() {
    t.lock(o);
    t.unlock(o);
    t.close();
    assertThatThrownBy(() -> t.lock(o)).isInstanceOf(WwUsageException.ContextClosed.class);
    assertThatThrownBy(() -> t.get(o)).isInstanceOf(WwUsageException.ContextClosed.class);
    try (AcquireCtx<LockingSelftestTest> fresh = locks.newContext()) {
      assertThatThrownBy(() -> fresh.get(o)).isInstanceOf(WwUsageException.NotLocked.class);
      assertThat(fresh.lock(o)).isEqualTo(LockResult.LOCKED);
      fresh.unlock(o);
    }
  }

  @Test
  void ww_test_spin_nest_unlocked() {
    LockedBy<Integer> nested = new LockedBy<>(lockA, 1);
    SpinGuard<int[]> guard = lockA.lock();
    assertThat(nested.get(guard)).isEqualTo(1);
    guard.close();
    assertThatThrownBy(() -> nested.get(guard)).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void ww_test_spin_nest_lock() {
    SpinLock<Integer> x1 = new SpinLock<>(1);
    SpinLock<Integer> y1 = new SpinLock<>(2);
    SpinLock<Integer> y2 = new SpinLock<>(3);
    x1.run(a -> y1.run(b -> lockA.run(c -> y2.run(d -> assertThat(a + b + d).isEqualTo(6)))));
  }

  @Test
  void ww_test_context_block() {
    t.lock(o);
    assertThatThrownBy(o2::lock).isInstanceOf(WwUsageException.MixedLocking.class);
  }

  @Test
  void ww_test_context_try() {
    t.lock(o);
    try (WwGuard<Integer> guard = o2.tryLock()) {
      assertThat(guard.get()).isEqualTo(2);
    }
  }

  @Test
  void ww_test_context_context() {
    assertThat(t.lock(o)).isEqualTo(LockResult.LOCKED);
    assertThat(t.lock(o2)).isEqualTo(LockResult.LOCKED);
  }

  @Test
  void ww_test_try_block() {
    noContext();
    try (WwGuard<Integer> guard = o.tryLock()) {
      assertThatThrownBy(o2::lock).isInstanceOf(WwUsageException.MixedLocking.class);
      assertThatThrownBy(o::lock).isInstanceOf(WwUsageException.AlreadyLocked.class);
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void ww_test_try_try() {
    noContext();
    try (WwGuard<Integer> guard = o.tryLock();
        WwGuard<Integer> guard2 = o2.tryLock()) {
      assertThat(guard.get() + guard2.get()).isEqualTo(3);
    }
  }

  @Test
  void ww_test_try_context() {
    try (WwGuard<Integer> guard = o.tryLock()) {
      assertThatThrownBy(() -> t.lock(o2)).isInstanceOf(WwUsageException.MixedLocking.class);
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void ww_test_block_block() {
    noContext();
    try (WwGuard<Integer> guard = o.lock()) {
      assertThatThrownBy(o2::lock).isInstanceOf(WwUsageException.MixedLocking.class);
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void ww_test_block_try() {
    noContext();
    try (WwGuard<Integer> guard = o.lock();
        WwGuard<Integer> guard2 = o2.tryLock()) {
      assertThat(guard.get() + guard2.get()).isEqualTo(3);
    }
  }

  @Test
  void ww_test_block_context() {
    noContext();
    try (WwGuard<Integer> guard = o.lock()) {
      assertThatThrownBy(locks::newContext).isInstanceOf(WwUsageException.MixedLocking.class);
      assertThatThrownBy(() -> locks.run(o, o2, (x, y) -> {}))
          .isInstanceOf(WwUsageException.MixedLocking.class);
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void ww_test_spin_try() {
    noContext();
    try (WwGuard<Integer> guard = o.tryLock()) {
      lockA.run(data -> data[0] += guard.get());
    }
    lockA.run(
        data -> {
          try (WwGuard<Integer> guard = o.tryLock()) {
            data[0] += guard.get();
          }
        });
    assertThat(lockA.callAsLong(data -> data[0])).isEqualTo(2);
  }
}

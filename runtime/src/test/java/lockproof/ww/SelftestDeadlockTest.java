package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import lockproof.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The cases of the kernel's locking selftest about what follows a deadlock, by their names. The
 * older context {@code t2} lives on another thread and holds {@code o2} and {@code o3}; {@code t}
 * holds {@code o}, asks for {@code o2}, and is told.
 */
class SelftestDeadlockTest {
  private final WwClass<SelftestDeadlockTest> locks = Kind.WAIT_DIE.make();
  private final WwMutex<SelftestDeadlockTest, Integer> o = new WwMutex<>(locks, 1, "o");
  private final WwMutex<SelftestDeadlockTest, Integer> o2 = new WwMutex<>(locks, 2, "o2");
  private final WwMutex<SelftestDeadlockTest, Integer> o3 = new WwMutex<>(locks, 3, "o3");
  private final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private AcquireCtx<SelftestDeadlockTest> t;
  private Thread older;

  @BeforeEach
  void deadlock() throws Exception {
    older = Threads.PLATFORM.start(this::hold);
    holding.await();
    t = locks.newContext();
    assertThat(t.lock(o)).isEqualTo(LockResult.LOCKED);
    assertThat(t.lock(o2)).isEqualTo(LockResult.DEADLOCK);
    assertThat(t.restarts()).isEqualTo(1);
  }

  private void hold() {
    try (AcquireCtx<SelftestDeadlockTest> t2 = locks.newContext()) {
      t2.stamp();
      t2.lock(o2);
      t2.lock(o3);
      holding.countDown();
      release.await();
      t2.unlockAll();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void olderReleases() throws InterruptedException {
    release.countDown();
    Threads.join(older, 10);
  }

  @AfterEach
  void everythingIsFree() throws InterruptedException {
    olderReleases();
    t.unlockAll();
    t.close();
    assertThat(o.isLocked() || o2.isLocked() || o3.isLocked()).isFalse();
  }

  private void refusedUntilBackedOff(WwMutex<SelftestDeadlockTest, Integer> mutex) {
    assertThatThrownBy(() -> t.lock(mutex)).isInstanceOf(WwUsageException.NotBackedOff.class);
  }

  @Test
  void ww_test_edeadlk_normal() throws Exception {
    olderReleases();
    t.unlock(o);
    assertThat(t.lock(o2)).isEqualTo(LockResult.LOCKED);
    assertThat(t.lock(o)).isEqualTo(LockResult.LOCKED);
  }

  @Test
  void ww_test_edeadlk_normal_slow() throws Exception {
    olderReleases();
    t.unlock(o);
    t.lockSlow(o2);
    assertThat(t.lock(o)).isEqualTo(LockResult.LOCKED);
  }

  @Test
  void ww_test_edeadlk_no_unlock() throws Exception {
    olderReleases();
    refusedUntilBackedOff(o2);
  }

  @Test
  void ww_test_edeadlk_no_unlock_slow() throws Exception {
    olderReleases();
    assertThatThrownBy(() -> t.lockSlow(o2)).isInstanceOf(WwUsageException.NotBackedOff.class);
  }

  @Test
  void ww_test_edeadlk_acquire_more() {
    refusedUntilBackedOff(o3);
  }

  @Test
  void ww_test_edeadlk_acquire_more_slow() {
    assertThatThrownBy(() -> t.lockSlow(o3)).isInstanceOf(WwUsageException.UnneededSlow.class);
  }

  /** The third mutex is taken too: still the first deadlock has to be acted upon. */
  @Test
  void ww_test_edeadlk_acquire_more_edeadlk() {
    assertThat(o3.isLocked()).isTrue();
    refusedUntilBackedOff(o3);
  }

  @Test
  void ww_test_edeadlk_acquire_more_edeadlk_slow() {
    assertThat(o3.isLocked()).isTrue();
    assertThatThrownBy(() -> t.lockSlow(o3)).isInstanceOf(WwUsageException.UnneededSlow.class);
  }

  @Test
  void ww_test_edeadlk_acquire_wrong() throws Exception {
    olderReleases();
    t.unlock(o);
    refusedUntilBackedOff(o3);
  }

  @Test
  void ww_test_edeadlk_acquire_wrong_slow() throws Exception {
    olderReleases();
    t.unlock(o);
    assertThatThrownBy(() -> t.lockSlow(o3)).isInstanceOf(WwUsageException.UnneededSlow.class);
  }
}

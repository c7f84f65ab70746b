package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockproof.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LockSetTest {
  private final WwClass<LockSetTest> locks = Kind.WAIT_DIE.make();
  private final LockSet<LockSetTest> set = locks.lockSet();
  private final WwMutex<LockSetTest, int[]> a = new WwMutex<>(locks, new int[1], "a");
  private final WwMutex<LockSetTest, int[]> b = new WwMutex<>(locks, new int[1], "b");
  private final CountDownLatch release = new CountDownLatch(1);
  private Thread holder;

  /** Another thread holds b, with an older context. */
  private void otherHoldsB() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    holder =
        Threads.PLATFORM.start(
            () -> {
              try (AcquireCtx<LockSetTest> ctx = locks.newContext()) {
                ctx.stamp();
                ctx.lock(b);
                held.countDown();
                release.await();
                ctx.unlockAll();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    held.await();
  }

  @AfterEach
  void everythingIsFree() throws InterruptedException {
    release.countDown();
    if (holder != null) {
      Threads.join(holder, 10);
    }
    assertThat(a.isLocked() || b.isLocked()).isFalse();
    assertThat(locks.own().isOpen()).isFalse();
  }

  /** Starts the task, lets go of b once the task has backed off, and returns its result. */
  private <T> T resolved(FutureTask<T> task) throws Exception {
    Threads.PLATFORM.start(task);
    Threads.await(() -> b.hasWaiters() && !a.isLocked());
    release.countDown();
    return task.get(10, TimeUnit.SECONDS);
  }

  @Test
  void itWaitsForAMutexThatAnotherThreadHolds() throws Exception {
    otherHoldsB();
    assertThat(resolved(new FutureTask<Integer>(() -> set.attempt(s -> ++s.get(s.lock(b))[0]))))
        .isEqualTo(1);
  }

  @Test
  void theSignalPassesACatchOfExceptions() throws Exception {
    otherHoldsB();
    int[] attempts = {0};
    resolved(
        new FutureTask<>(
            () ->
                set.attempt(
                    s -> {
                      attempts[0]++;
                      s.lock(a);
                      try {
                        s.lock(b);
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                      return null;
                    })));
    assertThat(attempts[0]).isEqualTo(2);
  }

  @Test
  void evenACatchOfEverythingDoesNotSwallowTheSignal() throws Exception {
    otherHoldsB();
    int[] attempts = {0};
    int[] used = {0};
    resolved(
        new FutureTask<>(
            () ->
                set.lockAll(
                    s -> {
                      attempts[0]++;
                      s.lock(a);
                      try {
                        s.lock(b);
                      } catch (Throwable e) {
                        assertThatThrownBy(() -> s.lock(b)).isSameAs(e);
                      }
                      return 0;
                    },
                    (s, proof) -> {
                      assertThat(b.isHeldByCurrentThread()).isTrue();
                      return used[0]++;
                    })));
    assertThat(attempts[0]).isEqualTo(2);
    assertThat(used[0]).isEqualTo(1);
  }

  @Test
  void whatWasContendedAndIsNotWantedAnyMoreIsReleased() throws Exception {
    otherHoldsB();
    int[] attempts = {0};
    resolved(
        new FutureTask<>(
            () ->
                set.lockAll(
                    s -> attempts[0]++ == 0 ? List.of(s.lock(a), s.lock(b)) : List.of(s.lock(a)),
                    (s, handles) -> {
                      assertThat(handles).hasSize(1);
                      assertThat(a.isHeldByCurrentThread()).isTrue();
                      assertThat(b.isLocked()).isFalse();
                      return null;
                    })));
  }

  @Test
  void anExceptionOutOfEitherClosureReleasesEverything() {
    assertThatThrownBy(
            () ->
                set.lockAll(
                    s -> {
                      s.lock(a);
                      throw new IOException("acquire");
                    },
                    (s, proof) -> proof))
        .hasMessage("acquire");
    assertThat(a.isLocked()).isFalse();
    assertThatThrownBy(
            () ->
                set.lockAll(
                    s -> s.lock(a),
                    (s, proof) -> {
                      throw new IOException("use");
                    }))
        .hasMessage("use");
  }

  @Test
  void anInterruptEndsTheWaitAndReleasesEverything() throws Exception {
    otherHoldsB();
    for (boolean attempt : new boolean[] {false, true}) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                assertThatThrownBy(
                        () -> {
                          if (attempt) {
                            set.attemptInterruptibly(s -> List.of(s.lock(a), s.lock(b)));
                          } else {
                            set.lockAllInterruptibly(
                                s -> List.of(s.lock(a), s.lock(b)), (s, proof) -> proof);
                          }
                        })
                    .isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                return null;
              });
      Thread waiter = Threads.PLATFORM.start(task);
      Threads.await(() -> b.hasWaiters() && !a.isLocked());
      waiter.interrupt();
      task.get(10, TimeUnit.SECONDS);
      assertThat(a.isLocked() || b.hasWaiters()).isFalse();
    }
  }

  @Test
  void aDeadlineEndsTheWaitAndReleasesEverything() throws Exception {
    otherHoldsB();
    assertThatThrownBy(
            () -> set.attempt(s -> List.of(s.lock(a), s.lock(b)), 20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(a.isLocked() || b.hasWaiters()).isFalse();
    assertThatThrownBy(
            () -> set.lockAll(s -> s.lock(b), (s, proof) -> proof, 20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    int result = set.attempt(s -> s.get(s.lock(a))[0], 1, TimeUnit.SECONDS);
    assertThat(result).isZero();
  }

  @Test
  void onceDataIsUsedNothingMoreIsLocked() {
    assertThatThrownBy(
            () ->
                set.attempt(
                    s -> {
                      Locked<LockSetTest, int[]> first = s.lock(a);
                      assertThat(s.<int[], Integer, RuntimeException>read(first, d -> d[0]))
                          .isZero();
                      s.get(first)[0]++;
                      return s.lock(b);
                    }))
        .isInstanceOf(WwUsageException.WrongPhase.class);
  }

  @Test
  void aHandleIsWorthlessAfterItsAttempt() {
    Locked<LockSetTest, int[]> stale = set.attempt(s -> s.lock(a));
    assertThat(stale).hasToString("Locked[a]");
    assertThat(stale.mutex()).isSameAs(a);
    assertThatThrownBy(() -> set.attempt(s -> s.get(stale)))
        .isInstanceOf(WwUsageException.WrongPhase.class);
    Holder<LockSetTest> ended = set.<Holder<LockSetTest>, RuntimeException>attempt(s -> s);
    assertThatThrownBy(() -> ended.get(stale)).isInstanceOf(WwUsageException.WrongPhase.class);
  }

  @Test
  void overRefusesAContextThatHoldsSomething() {
    try (AcquireCtx<LockSetTest> ctx = locks.newContext()) {
      ctx.lock(a);
      assertThatThrownBy(() -> LockSet.over(ctx)).isInstanceOf(WwUsageException.NotEmpty.class);
      ctx.unlock(a);
      LockSet<LockSetTest> over = LockSet.over(ctx);
      int[] data = over.attempt(s -> s.get(s.lock(a)));
      assertThat(data).containsExactly(0);
      ctx.lock(b);
      assertThatThrownBy(() -> over.attempt(s -> s.lock(a)))
          .isInstanceOf(WwUsageException.NotEmpty.class);
      ctx.unlock(b);
      assertThatThrownBy(() -> set.attempt(s -> s.lock(a)))
          .isInstanceOf(WwUsageException.TwoContexts.class);
      ctx.done();
      assertThatThrownBy(() -> LockSet.over(ctx)).isInstanceOf(WwUsageException.NotEmpty.class);
    }
  }
}

package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import lockproof.context.LocalInterrupts;
import lockproof.testing.Sleepers;
import lockproof.testing.Threads;
import lockproof.testing.WakeUps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExclusionTest {
  @AfterEach
  void nothingLeaked() {
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aGuardGivesAndReplacesTheData(LockKind kind) {
    LockKind.Subject subject = kind.make();
    kind.within(
        () -> {
          try (ExclusiveGuard<long[]> guard = subject.acquire()) {
            guard.set(new long[] {guard.get()[0] + 7});
            assertThat(guard.isLive()).isTrue();
            assertThat(guard.holds(subject.lock())).isTrue();
            assertThat(guard.holds(kind.make().lock())).isFalse();
            assertThat(guard).hasToString(guard.getClass().getSimpleName() + "[subject, open]");
          }
          subject.run(data -> assertThat(data).containsExactly(7));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aLockTellsItsState(LockKind kind) throws Exception {
    DataLock<long[]> lock = kind.make().lock();
    LockKind.Subject subject = kind.make();
    assertThat(lock.isLocked()).isFalse();
    assertThat(subject.lock()).hasToString("subject[unlocked]");
    kind.within(
        () -> {
          try (ExclusiveGuard<long[]> guard = subject.acquire()) {
            assertThat(guard.isLive()).isTrue();
            assertThat(subject.lock().isLocked()).isTrue();
            assertThat(subject.lock().isHeldByCurrentThread()).isTrue();
            subject.lock().assertHeld();
            assertThat(subject.lock().toString()).contains("subject[locked by thread ");
            try {
              Threads.elsewhere(
                  () -> {
                    assertThat(subject.lock().isHeldByCurrentThread()).isFalse();
                    assertThatThrownBy(subject.lock()::assertHeld)
                        .isInstanceOf(LockUsageException.NotHeld.class);
                    kind.within(() -> assertThat(subject.tryAcquire()).isNull());
                    assertThat(LocalInterrupts.isDisabled()).isFalse();
                    return null;
                  });
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        });
    assertThat(subject.lock().isLocked()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aClosedGuardIsDeadAndActsOnNothing(LockKind kind) {
    LockKind.Subject subject = kind.make();
    kind.within(
        () -> {
          ExclusiveGuard<long[]> stale = subject.acquire();
          stale.close();
          try (ExclusiveGuard<long[]> guard = subject.acquire()) {
            stale.close();
            assertThat(subject.lock().isHeldByCurrentThread()).isTrue();
            assertThatThrownBy(stale::get).isInstanceOf(LockUsageException.GuardClosed.class);
            assertThatThrownBy(() -> stale.set(null))
                .isInstanceOf(LockUsageException.GuardClosed.class);
            assertThatThrownBy(() -> stale.unlocked(() -> {}))
                .isInstanceOf(LockUsageException.GuardClosed.class);
            assertThat(stale.holds(subject.lock())).isFalse();
            assertThat(guard.get()).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aGuardBelongsToItsThread(LockKind kind) {
    LockKind.Subject subject = kind.make();
    kind.within(
        () -> {
          try (ExclusiveGuard<long[]> guard = subject.acquire()) {
            Threads.elsewhere(
                () -> {
                  assertThatThrownBy(guard::get).isInstanceOf(LockUsageException.WrongThread.class);
                  assertThatThrownBy(guard::close)
                      .isInstanceOf(LockUsageException.WrongThread.class);
                  return null;
                });
            assertThat(guard.isLive()).isTrue();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void acquiringTwiceIsRefusedAndHarmsNothing(LockKind kind) {
    LockKind.Subject subject = kind.make();
    kind.within(
        () -> {
          try (ExclusiveGuard<long[]> guard = subject.acquire()) {
            assertThatThrownBy(subject::acquire)
                .isInstanceOf(LockUsageException.SelfDeadlock.class);
            assertThatThrownBy(() -> subject.run(data -> {}))
                .isInstanceOf(LockUsageException.SelfDeadlock.class);
            assertThat(subject.tryAcquire()).isNull();
            assertThat(guard.get()).isNotNull();
          }
          assertThat(subject.lock().isLocked()).isFalse();
        });
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionReleases(LockKind kind) {
    LockKind.Subject subject = kind.make();
    kind.within(
        () ->
            assertThatThrownBy(
                    () ->
                        subject.run(
                            data -> {
                              throw new UnsupportedOperationException();
                            }))
                .isInstanceOf(UnsupportedOperationException.class));
    assertThat(subject.lock().isLocked()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void unlockedReleasesAndTakesAgainAlsoWhenItThrows(LockKind kind) {
    LockKind.Subject subject = kind.make();
    kind.within(
        () -> {
          try (ExclusiveGuard<long[]> guard = subject.acquire()) {
            guard.unlocked(
                () -> {
                  assertThat(guard.isLive()).isFalse();
                  assertThat(subject.lock().isLocked()).isFalse();
                  assertThat(LocalInterrupts.isDisabled())
                      .isEqualTo(kind == LockKind.SPIN_IRQ_WITH);
                });
            assertThat(subject.lock().isHeldByCurrentThread()).isTrue();
            assertThatThrownBy(
                    () ->
                        guard.unlocked(
                            () -> {
                              throw new UnsupportedOperationException();
                            }))
                .isInstanceOf(UnsupportedOperationException.class);
            assertThat(guard.get()).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void noIncrementIsLostOnAnyKindOfThread(LockKind kind) throws Exception {
    for (Threads threads : Threads.available().toList()) {
      LockKind.Subject subject = kind.make();
      List<Thread> started = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        boolean closures = i % 2 == 0;
        started.add(
            threads.start(
                () -> {
                  for (int k = 0; k < 4_000; k++) {
                    boolean yields = k % 500 == 0;
                    kind.within(
                        () -> {
                          if (closures) {
                            subject.run(data -> increment(data, yields));
                          } else {
                            try (ExclusiveGuard<long[]> guard = subject.acquire()) {
                              increment(guard.get(), yields);
                            }
                          }
                        });
                  }
                }));
      }
      for (Thread thread : started) {
        Threads.join(thread, 30);
      }
      kind.within(() -> subject.run(data -> assertThat(data).containsExactly(24_000)));
    }
  }

  /** Not atomic, and now and then interrupted by the scheduler. */
  private static void increment(long[] data, boolean yields) {
    long old = data[0];
    if (yields) {
      Thread.yield();
      LockSupport.parkNanos(1_000);
    }
    data[0] = old + 1;
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseWakesWhoWaits(LockKind kind) throws Exception {
    LockKind.Subject subject = kind.make();
    WakeUps.assertPrompt(
        subject.lock().waiters(), body -> kind.within(() -> subject.run(data -> body.run())));
  }

  @ParameterizedTest
  @EnumSource
  void aHolderThatRestsHangsNobodyOnTwoCarriers(LockKind kind) throws Exception {
    LockKind.Subject subject = kind.make();
    Sleepers.assertNobodyHangs(
        body -> kind.within(() -> subject.run(data -> body.run())),
        () -> kind.within(() -> subject.run(data -> data[0]++)));
    long passed = 8L * Sleepers.values().length * Threads.available().count();
    kind.within(() -> subject.run(data -> assertThat(data).containsExactly(passed)));
  }
}

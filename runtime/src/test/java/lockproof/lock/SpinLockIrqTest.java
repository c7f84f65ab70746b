package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.context.ContextException;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class SpinLockIrqTest {
  private static final SpinLockIrq<int[]> GLOBAL = new SpinLockIrq<>(new int[1], "global");

  @Test
  void aGuardDisablesAndYieldsTheToken() {
    AtomicInteger ran = new AtomicInteger();
    SpinLockIrq<int[]> inner = SpinLockIrq.of(() -> new int[1]);
    LocalInterruptDisabled token;
    try (SpinIrqGuard<int[]> guard = GLOBAL.lock()) {
      token = guard.token();
      token.assertLive();
      LocalInterrupts.raise(Thread.currentThread(), irq -> ran.incrementAndGet());
      try (SpinGuard<int[]> nested = inner.lockWith(token)) {
        nested.get()[0]++;
      }
      try (SpinGuard<int[]> nested = inner.tryLockWith(token)) {
        assertThat(nested).isNotNull();
        nested.get()[0]++;
      }
      inner.runWith(token, data -> data[0]++);
      assertThat(inner.<Integer, RuntimeException>callWith(token, data -> data[0])).isEqualTo(3);
      assertThat(inner.callAsLongWith(token, data -> data[0])).isEqualTo(3);
      assertThat(ran).hasValue(0);
    }
    assertThat(ran).hasValue(1);
    assertThat(token.isLive()).isFalse();
  }

  @Test
  void noFormWorksWithoutALiveToken() throws Exception {
    LocalInterruptScope closed = LocalInterrupts.disable();
    closed.close();
    assertThatThrownBy(() -> GLOBAL.lockWith(closed)).isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> GLOBAL.tryLockWith(closed)).isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> GLOBAL.runWith(closed, data -> {}))
        .isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> GLOBAL.callWith(closed, data -> data))
        .isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> GLOBAL.callAsLongWith(closed, data -> 1))
        .isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> GLOBAL.lockWith(null)).isInstanceOf(NullPointerException.class);
    try (LocalInterruptScope mine = LocalInterrupts.disable()) {
      Threads.elsewhere(
          () -> {
            assertThatThrownBy(() -> GLOBAL.lockWith(mine)).isInstanceOf(ContextException.class);
            return null;
          });
    }
    assertThat(GLOBAL.isLocked()).isFalse();
  }

  @Test
  void aFailedTryLeavesInterruptsAsTheyWere() throws Exception {
    try (SpinIrqGuard<int[]> guard = GLOBAL.lock()) {
      guard.token().assertLive();
      Threads.elsewhere(
          () -> {
            assertThat(GLOBAL.tryLock()).isNull();
            assertThat(LocalInterrupts.isDisabled()).isFalse();
            return null;
          });
    }
    try (SpinIrqGuard<int[]> guard = GLOBAL.tryLock()) {
      assertThat(guard).isNotNull();
      assertThat(LocalInterrupts.isDisabled()).isTrue();
    }
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void closureFormsDisableAndDeliver() {
    AtomicInteger ran = new AtomicInteger();
    long seen =
        GLOBAL.callAsLong(
            data -> {
              LocalInterrupts.assertDisabled();
              LocalInterrupts.raise(
                  Thread.currentThread(), irq -> GLOBAL.runWith(irq, d -> ran.incrementAndGet()));
              return ran.get();
            });
    assertThat(seen).isZero();
    assertThat(ran).hasValue(1);
    assertThat(GLOBAL.<Integer, RuntimeException>call(data -> data.length)).isEqualTo(1);
  }

  @Test
  void aHandlerThatNeedsTheLockNeverMeetsItsOwnThreadHoldingIt() throws Exception {
    SpinLockIrq<int[]> lock = SpinLockIrq.of(() -> new int[1]);
    for (Threads kind : Threads.available().toList()) {
      lock.run(data -> data[0] = 0);
      AtomicInteger accepted = new AtomicInteger();
      Thread target =
          kind.start(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  lock.run(data -> data[0]++);
                }
                while (LocalInterrupts.poll()) {
                  Thread.onSpinWait();
                }
              });
      Thread raiser =
          kind.start(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  LocalInterrupts.raise(
                      target,
                      irq -> {
                        accepted.incrementAndGet();
                        lock.runWith(irq, data -> data[0]++);
                      });
                }
              });
      Threads.join(raiser, 20);
      Threads.join(target, 20);
      lock.run(data -> assertThat(data).containsExactly(20_000 + accepted.get()));
    }
  }

  @Test
  void everyFormDefersAnInterruptOfTheThread() throws Exception {
    SpinLockIrq<int[]> lock = SpinLockIrq.of(() -> new int[1]);
    List<Runnable> forms =
        List.of(
            () -> {
              try (SpinIrqGuard<int[]> guard = lock.lock()) {
                interruptSelf();
                assertThat(guard.token().isLive()).isTrue();
              }
            },
            () -> {
              try (SpinIrqGuard<int[]> guard = lock.tryLock()) {
                interruptSelf();
                assertThat(guard.isLive()).isTrue();
              }
            },
            () -> lock.run(data -> interruptSelf()),
            () ->
                LocalInterrupts.run(
                    irq -> {
                      try (SpinGuard<int[]> guard = lock.lockWith(irq)) {
                        interruptSelf();
                        assertThat(guard.isLive()).isTrue();
                      }
                    }));
    for (Runnable form : forms) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread thread =
          Threads.MASKABLE.start(
              () ->
                  failure.set(
                      catchThrowable(
                          () -> {
                            form.run();
                            assertThat(Thread.interrupted()).isTrue();
                          })));
      Threads.join(thread, 10);
      assertThat(failure.get()).isNull();
    }
  }

  private static void interruptSelf() {
    Thread.currentThread().interrupt();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aTokenEndsWithTheSectionOfItsGuard() {
    SpinLockIrq<int[]> lock = SpinLockIrq.of(() -> new int[1]);
    SpinIrqGuard<int[]> first = lock.lock();
    LocalInterruptDisabled token = first.token();
    first.close();
    try (SpinIrqGuard<int[]> second = lock.lock()) {
      assertThat(token.isLive()).isFalse();
      assertThat(second.token().isLive()).isTrue();
    }
  }
}

package lockproof.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.lock.CondVar;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinIrqGuard;
import lockproof.lock.SpinLockIrq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The cases that the kernel's unit tests for counted local interrupts and for locks with a context
 * have, by their names, as behaviour of this library.
 */
class LocalInterruptPortsTest {
  private final AtomicInteger delivered = new AtomicInteger();

  private void raise() {
    LocalInterrupts.raise(Thread.currentThread(), irq -> delivered.incrementAndGet());
  }

  @AfterEach
  void interruptsAreEnabledAgain() {
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void irqDisableEnable() {
    LocalInterruptScope scope = LocalInterrupts.disable();
    assertThat(LocalInterrupts.isDisabled()).isTrue();
    scope.close();
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void irqDisableNested() {
    try (LocalInterruptScope outer = LocalInterrupts.disable()) {
      try (LocalInterruptScope inner = LocalInterrupts.disable()) {
        raise();
        inner.assertLive();
      }
      assertThat(LocalInterrupts.isDisabled()).isTrue();
      assertThat(delivered).hasValue(0);
      outer.assertLive();
    }
    assertThat(delivered).hasValue(1);
  }

  @Test
  void irqDisableUnorderedDrop() {
    LocalInterruptScope first = LocalInterrupts.disable();
    LocalInterruptScope second = LocalInterrupts.disable();
    LocalInterruptScope third = LocalInterrupts.disable();
    raise();
    first.close();
    third.close();
    assertThat(LocalInterrupts.isDisabled()).isTrue();
    assertThat(delivered).hasValue(0);
    second.close();
    assertThat(delivered).hasValue(1);
  }

  @Test
  void spinLockIrqDisable() {
    SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);
    try (SpinIrqGuard<int[]> guard = lock.lock()) {
      raise();
      guard.get()[0]++;
      assertThat(delivered).hasValue(0);
    }
    assertThat(delivered).hasValue(1);
  }

  @Test
  void spinLockIrqTwoLocksUnorderedDrop() {
    SpinLockIrq<int[]> a = new SpinLockIrq<>(new int[1]);
    SpinLockIrq<int[]> b = new SpinLockIrq<>(new int[1]);
    SpinIrqGuard<int[]> first = a.lock();
    SpinIrqGuard<int[]> second = b.lock();
    raise();
    first.close();
    assertThat(LocalInterrupts.isDisabled()).isTrue();
    assertThat(second.get()[0]).isZero();
    assertThat(delivered).hasValue(0);
    second.close();
    assertThat(delivered).hasValue(1);
  }

  @Test
  void lockWithTakesNoInterruptOfItsOwn() {
    SpinLockIrq<int[]> outer = new SpinLockIrq<>(new int[1]);
    SpinLockIrq<int[]> inner = new SpinLockIrq<>(new int[1]);
    try (SpinIrqGuard<int[]> guard = outer.lock()) {
      LocalInterruptDisabled token = guard.token();
      SpinGuard<int[]> nested = inner.lockWith(token);
      nested.close();
      token.assertLive();
      assertThat(LocalInterrupts.isDisabled()).isTrue();
    }
  }

  @Test
  void tryLockWithFailsOnAHeldLock() {
    SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);
    try (SpinIrqGuard<int[]> guard = lock.lock()) {
      assertThat(lock.tryLockWith(guard.token())).isNull();
    }
  }

  @Test
  void condVarWaitReenablesInterrupts() throws InterruptedException {
    SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);
    CondVar<int[]> changed = lock.newCondition();
    try (SpinIrqGuard<int[]> guard = lock.lock()) {
      LocalInterrupts.raise(
          Thread.currentThread(),
          irq -> {
            delivered.incrementAndGet();
            lock.runWith(irq, data -> data[0] = 1);
            changed.signal();
          });
      changed.await(guard, data -> data[0] == 1);
      assertThat(delivered).hasValue(1);
      assertThat(LocalInterrupts.isDisabled()).isTrue();
    }
  }

  @Test
  void aTokenOfAnotherThreadIsNoProof() throws InterruptedException {
    SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);
    AtomicReference<LocalInterruptDisabled> stolen = new AtomicReference<>();
    try (LocalInterruptScope scope = LocalInterrupts.disable()) {
      stolen.set(scope);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread =
          new Thread(
              () ->
                  thrown.set(
                      org.assertj.core.api.Assertions.catchThrowable(
                          () -> lock.lockWith(stolen.get()))));
      thread.start();
      thread.join();
      assertThat(thrown.get()).isInstanceOf(lockproof.context.ContextException.class);
    }
    assertThatThrownBy(() -> lock.lockWith(stolen.get()))
        .isInstanceOf(lockproof.context.ContextException.class);
  }
}

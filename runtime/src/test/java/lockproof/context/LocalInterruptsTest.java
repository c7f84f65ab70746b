package lockproof.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class LocalInterruptsTest {
  @Test
  void disablingIsCountedAndTheLastScopeEnables() {
    LocalInterruptScope outer = LocalInterrupts.disable();
    LocalInterruptScope inner = LocalInterrupts.disable();
    inner.close();
    assertThat(LocalInterrupts.isDisabled()).isTrue();
    outer.close();
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void closingOutOfOrderKeepsInterruptsOffUntilTheLast() {
    AtomicInteger ran = new AtomicInteger();
    LocalInterruptScope outer = LocalInterrupts.disable();
    LocalInterruptScope inner = LocalInterrupts.disable();
    LocalInterrupts.raise(Thread.currentThread(), irq -> ran.incrementAndGet());
    outer.close();
    assertThat(outer.isLive()).isFalse();
    assertThat(inner.isLive()).isTrue();
    assertThat(ran).hasValue(0);
    inner.close();
    assertThat(ran).hasValue(1);
  }

  @Test
  void closingTwiceCountsOnce() {
    LocalInterruptScope outer = LocalInterrupts.disable();
    LocalInterruptScope inner = LocalInterrupts.disable();
    inner.close();
    inner.close();
    assertThat(LocalInterrupts.isDisabled()).isTrue();
    outer.close();
  }

  @Test
  void anotherThreadCanNeitherUseNorCloseAScope() throws Exception {
    try (LocalInterruptScope scope = LocalInterrupts.disable()) {
      Threads.elsewhere(
          () -> {
            assertThat(scope.isLive()).isFalse();
            assertThat(LocalInterrupts.isDisabled()).isFalse();
            assertThatThrownBy(scope::assertLive)
                .isInstanceOf(ContextException.class)
                .hasMessageContaining("another thread");
            assertThatThrownBy(scope::close).isInstanceOf(ContextException.class);
            return null;
          });
      assertThat(scope.isLive()).isTrue();
    }
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void aClosedTokenProvesNothing() {
    LocalInterruptScope scope = LocalInterrupts.disable();
    scope.close();
    assertThatThrownBy(scope::assertLive)
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("not open");
  }

  @Test
  void closureFormsEndWithTheirBodyAlsoWhenItThrows() {
    assertThat(LocalInterrupts.<Boolean, RuntimeException>call(LocalInterruptDisabled::isLive))
        .isTrue();
    assertThatThrownBy(
            () ->
                LocalInterrupts.run(
                    irq -> {
                      throw new java.io.IOException(irq.toString());
                    }))
        .isInstanceOf(java.io.IOException.class)
        .hasMessageContaining("open");
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void assertionsHoldExactlyInsideSections() {
    assertThatThrownBy(LocalInterrupts::assertDisabled).isInstanceOf(ContextException.class);
    LocalInterrupts.run(irq -> LocalInterrupts.assertDisabled());
  }

  @Test
  void anAssumptionIsCheckedAndEndsWithItsSection() {
    assertThatThrownBy(() -> LocalInterrupts.assumeDisabled("the caller said so"))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("the caller said so");
    assertThatThrownBy(() -> LocalInterrupts.assumeDisabled(" "))
        .isInstanceOf(IllegalArgumentException.class);
    LocalInterruptDisabled assumed;
    try (LocalInterruptScope scope = LocalInterrupts.disable()) {
      assumed = LocalInterrupts.assumeDisabled("opened by the caller");
      assertThat(assumed.isLive()).isTrue();
      assertThat(assumed.contextIdentity()).isSameAs(scope.contextIdentity());
    }
    assertThat(assumed.isLive()).isFalse();
    LocalInterrupts.run(irq -> assertThat(assumed.isLive()).isFalse());
  }

  @Test
  void aSuspendedScopeProvesNothingAndDelivers() {
    AtomicInteger ran = new AtomicInteger();
    try (LocalInterruptScope scope = LocalInterrupts.disable()) {
      LocalInterrupts.raise(Thread.currentThread(), irq -> ran.incrementAndGet());
      scope.suspend(
          () -> {
            assertThat(ran).hasValue(1);
            assertThat(scope.isLive()).isFalse();
            assertThat(LocalInterrupts.isDisabled()).isFalse();
          });
      assertThat(scope.isLive()).isTrue();
      assertThatThrownBy(
              () ->
                  scope.suspend(
                      () -> {
                        throw new IllegalStateException("inside");
                      }))
          .hasMessage("inside");
      assertThat(scope.isLive()).isTrue();
    }
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }
}

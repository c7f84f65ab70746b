package lockproof.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class ConfinedTest {
  @Test
  void dataOfAThreadOpensWithAnyLiveTokenOfThatThread() throws Exception {
    Confined<LocalInterruptDisabled, Integer> data =
        LocalInterrupts.call(irq -> new Confined<>(irq, 1));
    LocalInterrupts.run(
        irq -> {
          data.update(irq, n -> n + 1);
          data.set(irq, data.get(irq) + 1);
          assertThat(data.get(irq)).isEqualTo(3);
          assertThat(data.isBoundTo(irq)).isTrue();
        });
    Threads.elsewhere(
        () -> {
          LocalInterrupts.run(
              irq -> {
                assertThat(data.isBoundTo(irq)).isFalse();
                assertThatThrownBy(() -> data.get(irq)).isInstanceOf(ContextException.class);
              });
          return null;
        });
  }

  @Test
  void aDeadTokenOpensNothing() {
    LocalInterruptScope scope = LocalInterrupts.disable();
    Confined<LocalInterruptDisabled, String> data = new Confined<>(scope, "data");
    scope.close();
    assertThatThrownBy(() -> data.get(scope)).isInstanceOf(ContextException.class);
  }

  @Test
  void aTokenWithoutAnIdentityStandsForItself() {
    Object loop = new Object();
    Confined<Object, String> data = new Confined<>(loop, "data");
    assertThat(data.get(loop)).isEqualTo("data");
    assertThatThrownBy(() -> data.get(new Object())).isInstanceOf(ContextException.class);
  }
}

package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class WwGeneratorTest {
  private static final JavaFileObject BANK =
      Build.source("app.CentralBank", "@WaitDie public interface CentralBank {}");

  @Test
  void writesWhatTheGoldenFileSays() throws IOException {
    String first = Build.generated(Build.of(BANK), "CentralBankLocks");
    assertThat(first).isEqualTo(Build.golden("CentralBankLocks", first));
    assertThat(Build.generated(Build.of(BANK), "CentralBankLocks")).isEqualTo(first);
  }

  @Test
  void locksMutexesTogether() {
    JavaFileObject store = Build.source("app.Outer", "class Outer { @WoundWait enum Store {} }");
    JavaFileObject main =
        Build.source(
            "app.Main",
            """
            import static app.CentralBankLocks.CENTRAL_BANK;
            public final class Main {
              public static Object run() {
                var a = CentralBankLocks.mutex(new int[] {1});
                var b = CentralBankLocks.mutex(new int[] {2});
                CENTRAL_BANK.run(a, b, (x, y) -> { x[0] += 10; y[0] += x[0]; });
                return CENTRAL_BANK.callAsLong(a, b, (x, y) -> x[0] * 100L + y[0])
                    + " " + StoreLocks.STORE;
              }
            }
            """);
    assertThat(Build.run(Build.of(BANK, store, main)))
        .isEqualTo("1113 WwClass app.Outer$Store (wound-wait)");
  }

  @Test
  void saysWhyThereIsNoConstant() {
    assertThat(
            Build.messages(
                Build.of(
                    Build.source("app.TakenLocks", "interface TakenLocks {}"),
                    Build.source(
                        "app.Bad",
                        """
                        class Bad {
                          @WaitDie
                          private interface Hidden {}
                          @WaitDie
                          interface Many<T> {}
                          @WoundWait
                          interface Taken {}
                          @WaitDie
                          @WoundWait
                          interface Both {}
                        }
                        """))))
        .containsExactlyInAnyOrder(
            "4: [lockproof:mark-invalid] @WaitDie: `Hidden` is private, so that generated code"
                + " could not name it",
            "6: [lockproof:mark-invalid] @WaitDie: `Many` has type parameters, and would name many"
                + " classes",
            "8: [lockproof:mark-invalid] @WoundWait: the generated class would be called"
                + " `TakenLocks`, and there is such a class already",
            "10: [lockproof:mark-invalid] @WaitDie: it contradicts @WoundWait",
            "11: [lockproof:mark-invalid] @WoundWait: it contradicts @WaitDie");
  }
}

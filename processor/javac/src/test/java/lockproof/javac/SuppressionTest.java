package lockproof.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionTest {
  private static final String UNPROVEN =
      "@lockproof.annotations.Unproven(rule = \"guard-dropped\", because = \"%s\") ";
  private static final String GOOD = "the caller holds the write lock throughout";

  @TempDir Path folder;

  private List<String> compile(String text, String... arguments) {
    Compilation.write(folder, Map.of("A.java", text));
    return Compilation.of(folder, List.of(), arguments).lines;
  }

  @Test
  void onMethodClassFieldAndLocal() {
    String mark = UNPROVEN.formatted(GOOD);
    assertThat(compile("class A { " + mark + "void bad() {} }")).isEmpty();
    assertThat(compile(mark + "class A { void bad() {} }")).isEmpty();
    String anonymous = "new Object() { void bad() {} };";
    assertThat(compile("class A { " + mark + "Object o = " + anonymous + " }")).isEmpty();
    assertThat(compile("class A { void f() { " + mark + "Object o = " + anonymous + " } }"))
        .isEmpty();
  }

  @Test
  void reachesNoFurtherThanItsDeclarationAndRule() {
    String mark = UNPROVEN.formatted(GOOD);
    assertThat(compile("class A { " + mark + "void bad() {} void bad2() {} void late() {} }"))
        .containsExactly(
            "A.java:1: error: [lockproof:guard-dropped] `bad2` is bad",
            "A.java:1: error: [lockproof:context-closed] `late` is bad");
  }

  @Test
  void hidesWhatIsFoundAtTheEnd() {
    assertThat(
            compile(
                "class A { @SuppressWarnings({\"unused\", \"lockproof:context-closed\"})"
                    + " void late() {} }"))
        .isEmpty();
  }

  @Test
  void severalAtOnePlace() {
    String mark = UNPROVEN.formatted(GOOD);
    assertThat(
            compile(
                "class A { "
                    + mark
                    + mark.replace("guard-dropped", "context-closed")
                    + "Object o = new Object() { void bad() {} void late() {} }; }"))
        .isEmpty();
  }

  @Test
  void staleIsAWarningUnlessTheRuleIsOff() {
    String text = "class A { " + UNPROVEN.formatted(GOOD) + "void fine() {} }";
    assertThat(compile(text))
        .containsExactly(
            "A.java:1: warning: [lockproof:suppression-stale] @Unproven for `guard-dropped` hides"
                + " nothing here");
    assertThat(compile(text, "rule.guard-dropped=off")).isEmpty();
    assertThat(compile("class A { @SuppressWarnings(\"lockproof:guard-dropped\") int i; }"))
        .containsExactly(
            "A.java:1: warning: [lockproof:suppression-stale] @SuppressWarnings for"
                + " `guard-dropped` hides nothing here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "ok", "it works", "False positive!", "This is safe."})
  void aShrugIsNoReason(String shrug) {
    assertThat(compile("class A { " + UNPROVEN.formatted(shrug) + "void bad() {} }"))
        .singleElement()
        .asString()
        .startsWith(
            "A.java:1: error: [lockproof:suppression-reason] @Unproven for `guard-dropped`");
  }

  @Test
  void anUnknownRuleIsInvalid() {
    assertThat(compile("class A { @SuppressWarnings(\"lockproof:guard-droped\") void f() {} }"))
        .containsExactly(
            "A.java:1: error: [lockproof:mark-invalid] @SuppressWarnings names `guard-droped`,"
                + " which is no rule");
  }
}

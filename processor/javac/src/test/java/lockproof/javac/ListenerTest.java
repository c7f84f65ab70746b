package lockproof.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
  @TempDir Path folder;

  private void write(String... namesAndTexts) {
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Compilation.write(folder, Map.of(namesAndTexts[i], namesAndTexts[i + 1]));
    }
  }

  @Test
  void goodCodeIsSilentUnderWerror() {
    write("A.java", "class A { void good() {} }\nclass B { enum C { X } }\n");
    Compilation c = Compilation.of(folder);
    assertThat(c.success).isTrue();
    assertThat(c.lines).isEmpty();
    assertThat(c.wrote("A")).isTrue();
  }

  @Test
  void aFindingFailsTheBuildAndItsClassIsNotWritten() {
    write("A.java", "class A {\n  void bad() {}\n}\n");
    Compilation c = Compilation.of(folder);
    assertThat(c.success).isFalse();
    assertThat(c.lines).containsExactly("A.java:2: error: [lockproof:guard-dropped] `bad` is bad");
    assertThat(c.wrote("A")).isFalse();
  }

  @Test
  void wholeMessage() {
    write("A.java", "class A {\n  void bad() {}\n}\n");
    assertThat(Compilation.of(folder).diagnostics.get(0).getMessage(null))
        .isEqualTo(
            """
            [lockproof:guard-dropped] `bad` is bad
                opened : the region here
                fix    : rename it
                see    : docs/rules/guard-dropped.md""");
  }

  @Test
  void errorsInSeveralClassesShowInOneBuild() {
    write(
        "A.java", "class A { void bad1() {} }",
        "B.java", "class B { void bad2() {} }\nclass C { class D { void bad3() {} } }",
        "E.java", "class E extends B { void bad4() {} }");
    assertThat(Compilation.of(folder).lines)
        .extracting(line -> line.replaceAll(".*`(.*)`.*", "$1"))
        .containsExactlyInAnyOrder("bad1", "bad2", "bad3", "bad4");
  }

  @Test
  void crossClassFindingsComeBeforeTheLastClassIsWritten() {
    write("A.java", "class A { void late() {} }", "B.java", "class B {}");
    for (int build = 0; build < 2; build++) {
      Compilation c = Compilation.of(folder);
      assertThat(c.success).isFalse();
      assertThat(c.lines)
          .containsExactly("A.java:1: error: [lockproof:context-closed] `late` is bad");
      assertThat(c.wrote("B")).isFalse();
    }
  }

  @Test
  void aCrashIsOneWarningThatNamesTheFile() {
    write(
        "Crash.java", "class Crash { void bad() {} }",
        "B.java", "class B { void fine() {} }");
    Compilation c = Compilation.of(folder, List.of());
    assertThat(c.success).isTrue();
    assertThat(c.lines).hasSize(1);
    assertThat(c.lines.get(0))
        .startsWith("Crash.java:1: warning: [lockproof:internal] the checker failed on ")
        .contains("Crash.java: IllegalStateException (out of ideas) at lockproof.javac.Fake")
        .endsWith("; this class is not fully checked, please report it");
    assertThat(c.wrote("Crash")).isTrue();
  }

  @Test
  void packagesAndModulesAreNotClasses() {
    write(
        "p/package-info.java", "@Deprecated package p;",
        "module-info.java", "/** M. */ module m {}",
        "p/A.java", "package p; class A { void bad() {} }");
    assertThat(Compilation.of(folder, List.of("-Xlint:-options")).lines)
        .containsExactly("A.java:1: error: [lockproof:guard-dropped] `bad` is bad");
  }

  @Test
  void warningsAreWarningsUntilThePackageOptsIn() {
    write("p/A.java", "package p; class A { void odd() {} }");
    Compilation c = Compilation.of(folder, List.of());
    assertThat(c.success).isTrue();
    assertThat(c.lines)
        .containsExactly("A.java:1: warning: [lockproof:region-escape] `odd` is bad");
    write("p/package-info.java", "@lockproof.annotations.LockChecked package p;");
    assertThat(Compilation.of(folder, List.of()).lines)
        .containsExactly("A.java:1: error: [lockproof:region-escape] `odd` is bad");
  }

  @Test
  void theNearestFileDecidesAndArgumentsWin() {
    write(
        "lockproof.properties", "rule.guard-dropped = off\n",
        "p/A.java", "package p; class A { void bad() {} }",
        "q/lockproof.properties", "rule.guard-dropped = warning\n",
        "q/B.java", "package q; class B { void bad() {} }");
    assertThat(Compilation.of(folder, List.of()).lines)
        .containsExactly("B.java:1: warning: [lockproof:guard-dropped] `bad` is bad");
    assertThat(Compilation.of(folder, List.of(), "rule.guard-dropped=error").lines)
        .containsExactly(
            "A.java:1: error: [lockproof:guard-dropped] `bad` is bad",
            "B.java:1: error: [lockproof:guard-dropped] `bad` is bad");
  }

  @Test
  void unusableSettingsFailTheBuildWithOneLine() {
    write("lockproof.properties", "stict = true\n", "A.java", "class A {}\nclass B {}\n");
    Compilation c = Compilation.of(folder);
    assertThat(c.success).isFalse();
    assertThat(c.lines).hasSize(1);
    assertThat(c.lines.get(0))
        .contains("[lockproof:settings]")
        .endsWith("lockproof.properties: unknown key `stict`; did you mean `strict`?");
  }

  @Test
  void compileErrorsElsewhereDoNotHideFindings() {
    write(
        "A.java", "class A { void bad() {} }",
        "B.java", "class B { Missing m() { return null; } void bad2() {} }");
    assertThat(Compilation.of(folder, List.of()).lines)
        .contains("A.java:1: error: [lockproof:guard-dropped] `bad` is bad");
  }
}

package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's project: one dependency, no flag. */
class MavenBuildTest {
  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void project() {
    project = new Project(folder);
  }

  /** Both builds must say the same: the second is incremental, and class files are about. */
  private void failsTwice(String... findings) {
    for (int i = 0; i < 2; i++) {
      Project.Build build = project.compile();
      assertThat(build.findings()).as(String.join("\n", build.lines())).contains(findings);
      assertThat(build.green()).isFalse();
    }
  }

  private void passesTwice() {
    for (int i = 0; i < 2; i++) {
      Project.Build build = project.compile();
      assertThat(build.green()).as(String.join("\n", build.lines())).isTrue();
      assertThat(build.findings()).isEmpty();
    }
  }

  private static String finding(String file) {
    return file
        + ".java:7 ERROR [lockproof:suppression-reason] @Unproven for `mark-invalid` gives `ok`,"
        + " which is a shrug and not a reason";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<proc>none</proc>", "<fork>true</fork>"})
  void rejectsAndThenAccepts(String configuration) {
    project.compiler(configuration);
    project.source("shop/Store.java", Sources.bad("Store"));
    project.source("shop/Zone.java", Sources.good("Zone"));
    failsTwice(finding("Store"));
    project.source("shop/Store.java", Sources.good("Store"));
    passesTwice();
  }

  @Test
  void severalClassesShowInOneBuild() {
    project.source("shop/A.java", Sources.bad("A"));
    project.source("shop/B.java", Sources.good("B"));
    project.source("shop/C.java", Sources.bad("C"));
    failsTwice(finding("A"), finding("C"));
  }

  @Test
  void modularProject() {
    project.source(
        "module-info.java", "module shop {\n  requires static lockproof.annotations;\n}\n");
    project.source("shop/Store.java", Sources.bad("Store"));
    failsTwice(finding("Store"));
    project.source("shop/Store.java", Sources.good("Store"));
    passesTwice();
  }

  @Test
  void aProjectFullOfLintStaysGreen() {
    project.compiler(
        "<showWarnings>true</showWarnings><compilerArgs><arg>-Xlint:all</arg><arg>-Werror</arg>"
            + "</compilerArgs>");
    project.source("shop/package-info.java", "/** The shop. */\npackage shop;\n");
    project.source("shop/Store.java", Sources.good("Store"));
    passesTwice();
  }

  @Test
  void unknownSettingsAreOneLine() {
    project.file("lockproof.properties", "stict = true\n");
    project.source("shop/Store.java", Sources.good("Store"));
    Project.Build build = project.compile();
    assertThat(build.green()).isFalse();
    assertThat(build.findings())
        .singleElement()
        .asString()
        .endsWith("lockproof.properties: unknown key `stict`; did you mean `strict`?");
  }

  @Test
  void argumentsReachThePlugin() {
    project.compiler(
        "<compilerArgs><arg>-Xplugin:Lockproof rule.suppression-reason=off</arg></compilerArgs>");
    project.source("shop/Store.java", Sources.bad("Store"));
    passesTwice();
  }
}

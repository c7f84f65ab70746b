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

  private static String[] findings(String file) {
    return new String[] {
      file
          + ".java:17 ERROR [lockproof:optimistic-failed] `seen` depends on data of `lock` whose"
          + " validation failed, and is returned",
      file
          + ".java:33 ERROR [lockproof:context-missing] `runWith` needs the context"
          + " `LocalInterruptDisabled`, but the token is null"
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<proc>none</proc>", "<fork>true</fork>"})
  void rejectsAndThenAccepts(String configuration) {
    project.compiler(configuration);
    project.source("shop/Store.java", Sources.bad("Store"));
    project.source("shop/Zone.java", Sources.good("Zone"));
    failsTwice(findings("Store"));
    project.source("shop/Store.java", Sources.good("Store"));
    passesTwice();
  }

  @Test
  void severalClassesShowInOneBuild() {
    project.source("shop/A.java", Sources.bad("A"));
    project.source("shop/B.java", Sources.good("B"));
    project.source("shop/C.java", Sources.bad("C"));
    failsTwice(findings("A")[0], findings("A")[1], findings("C")[0], findings("C")[1]);
  }

  @Test
  void modularProject() {
    project.source("module-info.java", "module shop {\n  requires lockproof.runtime;\n}\n");
    project.source("shop/Store.java", Sources.bad("Store"));
    failsTwice(findings("Store"));
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
        "<compilerArgs><arg>-Xplugin:Lockproof rule.optimistic-failed=off"
            + " rule.context-missing=off</arg></compilerArgs>");
    project.source("shop/Store.java", Sources.bad("Store"));
    passesTwice();
  }
}

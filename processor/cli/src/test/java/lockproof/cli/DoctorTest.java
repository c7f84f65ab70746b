package lockproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String US = "<artifactId>lockproof-javac</artifactId>";

  @TempDir Path folder;

  private Cli pom(String dependencies, String build) {
    Cli.write(folder.resolve("src/main/java/A.java"), "class A {}");
    Cli.write(
        folder.resolve("pom.xml"),
        "<project>\n<dependencies>"
            + dependencies
            + "</dependencies>\n<build><plugins><plugin>"
            + "<artifactId>maven-compiler-plugin</artifactId>\n"
            + build
            + "</plugin></plugins></build></project>");
    return Cli.run("doctor", folder);
  }

  private static String dependency(String rest) {
    return "<dependency>" + US + rest + "</dependency>";
  }

  private void says(Cli cli, String... lines) {
    assertThat(cli.out().lines().map(line -> line.replace(folder + "/", "")))
        .containsExactly(lines);
    assertThat(cli.code()).isEqualTo(1);
  }

  private static final String PROVIDED = dependency("<scope>provided</scope>");

  @Test
  void healthy() {
    Cli cli = pom(PROVIDED, "");
    assertThat(cli.out()).contains("pom.xml: active in compile and test compile");
    assertThat(cli.code()).isZero();
  }

  @Test
  void scopes() {
    says(
        pom("", ""),
        "pom.xml:2: absent: lockproof-javac is no dependency here; add it with"
            + " <scope>provided</scope>");
    says(
        pom(dependency(""), ""),
        "pom.xml:2: infectious: scope compile: every module that depends on this one is checked"
            + " too; make it provided");
    says(
        pom(dependency("\n<scope>test</scope>"), ""),
        "pom.xml:3: test only: scope test: main code is not checked; make it provided");
    says(
        pom(dependency("<scope>runtime</scope>"), ""),
        "pom.xml:2: absent: scope runtime: javac does not see it; make it provided");
  }

  @Test
  void processorPaths() {
    String path = "<annotationProcessorPaths><path>%s</path></annotationProcessorPaths>";
    says(
        pom(PROVIDED, path.formatted("<artifactId>lombok</artifactId>")),
        "pom.xml:4: absent: a processor path without lockproof-javac: javac looks for plugins there"
            + " alone; add a <path> for lockproof-javac inside it");
    assertThat(pom(PROVIDED, path.formatted(US)).code()).isZero();
    assertThat(pom("", path.formatted(US)).code()).isZero();
    says(
        pom(PROVIDED, "<compilerArgs><arg>--processor-path=x</arg></compilerArgs>"),
        "pom.xml:4: absent: javac is given a processor path by hand: it looks for plugins there"
            + " alone; use <annotationProcessorPaths>, with lockproof-javac among them");
    says(
        pom(PROVIDED, "<compilerId>eclipse</compilerId>"),
        "pom.xml:4: absent: compiler eclipse knows no javac plugins; compile with javac, or run"
            + " `lockproof check` beside it");
  }

  @Test
  void parentsAreRead() {
    pom(dependency(""), "");
    Cli.write(
        folder.resolve("pom.xml"),
        "<project>\n<packaging>pom</packaging><dependencyManagement><dependencies>"
            + PROVIDED
            + "</dependencies></dependencyManagement>\n<build><plugins><plugin>"
            + "<artifactId>maven-compiler-plugin</artifactId>\n<configuration>"
            + "<annotationProcessorPaths/></configuration></plugin></plugins></build></project>");
    Cli.write(folder.resolve("a/src/main/java/A.java"), "class A {}");
    Cli.write(
        folder.resolve("a/pom.xml"),
        "<project><parent/><dependencies>" + dependency("") + "</dependencies></project>");
    says(
        Cli.run("doctor", folder),
        "pom.xml:4: absent: a processor path without lockproof-javac: javac looks for plugins there"
            + " alone; add a <path> for lockproof-javac inside it",
        "pom.xml: active in compile and test compile, or nothing to compile");
  }

  @Test
  void gradle() {
    Path file = folder.resolve("build.gradle.kts");
    Cli.write(file, "dependencies {\n  annotationProcessor(\"g:lockproof-javac:1\")\n}\n");
    says(
        Cli.run("doctor", folder),
        "build.gradle.kts:1: main only: test sources are not checked; add it as"
            + " testAnnotationProcessor too, if they should be");
    Cli.write(file, "dependencies {\n  compileOnly(\"g:lockproof-javac:1\")\n}\n");
    says(
        Cli.run("doctor", folder),
        "build.gradle.kts:2: absent: compileOnly: Gradle gives javac plugins from its processor"
            + " path alone; write annotationProcessor, and testAnnotationProcessor for tests");
    Cli.write(
        file,
        "dependencies {\n  annotationProcessor 'g:lockproof-javac:1'\n"
            + "  testAnnotationProcessor 'g:lockproof-javac:1'\n}\n");
    assertThat(Cli.run("doctor", folder).code()).isZero();
  }

  @Test
  void badInputIsOneLine() {
    assertThat(Cli.run("doctor", folder.resolve("none")).errors())
        .containsExactly("lockproof: " + folder.resolve("none") + ": no such folder");
    assertThat(Cli.run("doctor", folder).errors().get(0)).contains("neither pom.xml nor");
    Cli.write(folder.resolve("pom.xml"), "<project>\n<oops></project>");
    assertThat(Cli.run("doctor", folder).errors())
        .containsExactly(
            "lockproof: "
                + folder.resolve("pom.xml")
                + ":2: not well-formed XML; correct it first");
  }
}

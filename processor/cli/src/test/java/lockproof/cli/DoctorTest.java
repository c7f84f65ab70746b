package lockproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void generatorsOnNewerJdks() {
    String processor = PROVIDED.replace("javac", "processor");
    says(
        pom(processor, ""),
        "pom.xml:2: no generated code on JDK 23 and later: there javac runs no annotation processor"
            + " from the class path unless asked; the plugin itself runs; name lockproof-processor"
            + " in <annotationProcessorPaths>, or set <proc>full</proc>");
    assertThat(pom(processor, "<proc>full</proc>").code()).isZero();
    String path = "<annotationProcessorPaths><path>%s</path></annotationProcessorPaths>";
    assertThat(pom(processor, path.formatted(US.replace("javac", "processor"))).code()).isZero();
  }

  @Test
  void modulePath() {
    Path descriptor = folder.resolve("src/main/java/module-info.java");
    Cli.write(descriptor, "module a {\n  // requires static lockproof.javac;\n}\n");
    assertThat(pom(PROVIDED, "").code()).isZero();
    Cli.write(descriptor, "module a {\n  requires static lockproof.javac;\n}\n");
    says(
        pom(PROVIDED, ""),
        "src/main/java/module-info.java:2: absent: a module that is required is on the module path:"
            + " javac starts no plugin there; remove this line");
  }

  @Test
  void propertiesAndProfiles() {
    Cli.write(folder.resolve("src/main/java/A.java"), "class A {}");
    String rest =
        "<properties><how>%s</how></properties>\n<dependencies>"
            + dependency("<scope>${how}</scope>")
            + "</dependencies></project>";
    Cli.write(folder.resolve("pom.xml"), "<project>" + rest.formatted("provided"));
    assertThat(Cli.run("doctor", folder).code()).isZero();
    Cli.write(folder.resolve("pom.xml"), "<project>" + rest.formatted("test"));
    says(
        Cli.run("doctor", folder),
        "pom.xml:2: test only: scope test: main code is not checked; make it provided");
    Cli.write(
        folder.resolve("pom.xml"),
        "<project><profiles><profile><id>ci</id><dependencies>\n"
            + PROVIDED
            + "</dependencies></profile></profiles></project>");
    says(
        Cli.run("doctor", folder),
        "pom.xml:2: absent: it is a dependency in profile ci alone; move it out of the profile, or"
            + " build with -Pci");
  }

  @Test
  void theNearestProcessorPathWins() {
    String paths =
        "<build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId>"
            + "<annotationProcessorPaths><path>%s</path></annotationProcessorPaths></plugin>"
            + "</plugins></build></project>";
    Cli.write(
        folder.resolve("pom.xml"),
        "<project><packaging>pom</packaging>" + paths.formatted("<artifactId>lombok</artifactId>"));
    Cli.write(folder.resolve("a/src/main/java/A.java"), "class A {}");
    Cli.write(folder.resolve("a/pom.xml"), "<project><parent/>" + paths.formatted(US));
    assertThat(Cli.run("doctor", folder).code()).isZero();
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

  private Cli gradle(String... lines) {
    Cli.write(folder.resolve("src/main/java/A.java"), "class A {}");
    Cli.write(folder.resolve("build.gradle.kts"), String.join("\n", lines));
    return Cli.run("doctor", folder);
  }

  @Test
  void gradleConfigurations() {
    says(
        gradle(
            "plugins { java }", "dependencies {", "  annotationProcessor(\"g:lockproof-javac:1\")"),
        "build.gradle.kts:2: main only: test sources are not checked; add it as"
            + " testAnnotationProcessor too, if they should be");
    says(
        gradle("dependencies {", "  testAnnotationProcessor(\"g:lockproof-javac:1\")", "}"),
        "build.gradle.kts:1: test only: main sources are not checked; add it as annotationProcessor"
            + " too");
    says(
        gradle("dependencies {", "  compileOnly(\"g:lockproof-javac:1\")", "}"),
        "build.gradle.kts:2: absent: compileOnly: Gradle gives javac plugins from its processor"
            + " path alone; write annotationProcessor, and testAnnotationProcessor for tests");
    says(
        gradle("// annotationProcessor(\"g:lockproof-javac:1\")", "/* ", "lockproof-javac */"),
        "build.gradle.kts:1: absent: lockproof-javac is no dependency here; add it as"
            + " annotationProcessor and testAnnotationProcessor");
    says(
        gradle(
            "dependencies {",
            "  annotationProcessor(libs.lockproof.javac)",
            "  testAnnotationProcessor(libs.lockproof.javac)",
            "}",
            "options.compilerArgs.addAll(listOf(\"-processorpath\", p))"),
        "build.gradle.kts:5: absent: javac is given a processor path by hand: it looks for plugins"
            + " there alone; use the annotationProcessor configuration, with lockproof-javac in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s 'g:lockproof-javac:1'",
        "%s(\"g:lockproof-processor:1\")",
        "%s group: 'g', name: 'lockproof-javac', version: '1'",
        "%s(libs.lockproof.javac)",
        "\"%s\"(\n    \"g:lockproof-javac:1\")",
        "add(\"%s\", \"g:lockproof-javac:1\")",
        "%s project(':lockproof-javac')"
      })
  void gradleIsWrittenInManyWays(String line) {
    String main = line.formatted("annotationProcessor");
    String test = line.formatted("testAnnotationProcessor");
    Cli cli = gradle("dependencies {", main, test, "}");
    assertThat(cli.out()).contains("active in compile and test compile");
    assertThat(cli.code()).isZero();
    assertThat(gradle("dependencies {", line.formatted("compileOnly"), "}").out())
        .contains(":2: absent: compileOnly: ");
  }

  @Test
  void gradleSubprojects() {
    Cli.write(
        folder.resolve("build.gradle"),
        "subprojects {\n  dependencies {\n    annotationProcessor 'g:lockproof-javac:1'\n"
            + "    testAnnotationProcessor 'g:lockproof-javac:1'\n  }\n}\n");
    Cli.write(folder.resolve("a/build.gradle"), "dependencies { }\n");
    Cli.write(folder.resolve("a/src/main/java/A.java"), "class A {}");
    assertThat(Cli.run("doctor", folder).code()).isZero();
    Cli.write(
        folder.resolve("build.gradle"), "dependencies {\n  annotationProcessor 'g:other:1'\n}\n");
    says(
        Cli.run("doctor", folder),
        "a/build.gradle:1: absent: lockproof-javac is no dependency here; add it as"
            + " annotationProcessor and testAnnotationProcessor",
        "build.gradle: active in compile and test compile, or nothing to compile");
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

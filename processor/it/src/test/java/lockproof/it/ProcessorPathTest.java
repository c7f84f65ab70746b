package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that name their annotation processors: javac then looks for plugins there alone. */
class ProcessorPathTest {
  private static final String ECHO =
      "<path><groupId>stranger.tools</groupId><artifactId>echo</artifactId><version>1</version>"
          + "</path>";

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void project() throws IOException {
    echo();
    project = new Project(folder.resolve("project"));
    project.source("shop/Store.java", Sources.bad("Store"));
  }

  /** A processor that somebody else brings: it looks at everything and claims nothing. */
  private void echo() throws IOException {
    Path source = folder.resolve("tools/Echo.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package tools;
        @javax.annotation.processing.SupportedAnnotationTypes("*")
        public class Echo extends javax.annotation.processing.AbstractProcessor {
          @Override public javax.lang.model.SourceVersion getSupportedSourceVersion() {
            return javax.lang.model.SourceVersion.latest();
          }
          @Override public boolean process(
              java.util.Set<? extends javax.lang.model.element.TypeElement> types,
              javax.annotation.processing.RoundEnvironment round) {
            return false;
          }
        }
        """);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("javax.annotation.processing.Processor"), "tools.Echo\n");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null, null, null, "-proc:none", "--release", "17", "-d", "" + classes, "" + source);
    assertThat(code).isZero();
    Path target = Repository.folder("stranger.tools", "echo", "1");
    Repository.zip(classes, target.resolve("echo-1.jar"));
    Files.writeString(
        target.resolve("echo-1.pom"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>stranger.tools</groupId>"
            + "<artifactId>echo</artifactId><version>1</version></project>");
  }

  @Test
  void besideAnotherProcessorThePluginMustBeOnThatPathToo() {
    project.compiler(
        "<annotationProcessorPaths>"
            + ECHO
            + "<path><groupId>io.github.lockproof</groupId><artifactId>lockproof-javac</artifactId>"
            + "<version>"
            + Repository.VERSION
            + "</version></path></annotationProcessorPaths>");
    for (int i = 0; i < 2; i++) {
      Project.Build build = project.compile();
      assertThat(build.findings())
          .as(String.join("\n", build.lines()))
          .hasSize(2)
          .allMatch(line -> line.startsWith("Store.java:"));
      assertThat(build.green()).isFalse();
    }
  }

  /** The trap that `doctor` and the attestation are for; if javac ever changes, the docs must. */
  @Test
  void aProcessorPathWithoutThePluginSilencesIt() {
    project.compiler("<annotationProcessorPaths>" + ECHO + "</annotationProcessorPaths>");
    Project.Build build = project.compile();
    assertThat(build.green()).as(String.join("\n", build.lines())).isTrue();
    assertThat(build.findings()).isEmpty();
  }
}

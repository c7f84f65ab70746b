package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import lockproof.annotations.LockChecked;
import lockproof.javac.LockproofPlugin;
import lockproof.lock.SpinLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that use what is generated: the processor brings the plugin along. */
class GeneratorBuildTest {
  private static final String POSITION =
      """
      package shop;
      @lockproof.annotations.SeqLocked
      public record Position(double x, double y) {}
      """;

  private static final String LOOP =
      """
      package shop;
      @lockproof.annotations.ContextToken
      public sealed interface Loop permits LoopToken {}
      """;

  private static final String USER =
      """
      package shop;
      class User {
        private final PositionSeq position = new PositionSeq(new Position(1, 2));
        double sum() {
          return position.readAsDouble((x, y) -> x + y);
        }
        static void inLoop(Loop loop) {}
        void enter() {
          try (LoopToken token = LoopToken.enter(this)) {
            inLoop(%s);
          }
        }
      }
      """;

  private static final String RUNTIME = Project.dependency("lockproof-runtime", "compile");
  private static final String PROCESSOR = Project.dependency("lockproof-processor", "provided");
  private static final boolean ASKED_ONLY = Runtime.version().feature() >= 23;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void project() {
    project = new Project(folder.resolve("project")).dependencies(RUNTIME);
    project.source("shop/Position.java", POSITION);
    project.source("shop/Loop.java", LOOP);
    project.source("shop/User.java", USER.formatted("token"));
  }

  private void passesTwice() {
    for (int i = 0; i < 2; i++) {
      Project.Build build = project.compile();
      assertThat(build.green()).as(String.join("\n", build.lines())).isTrue();
      assertThat(build.findings()).isEmpty();
    }
  }

  private void isCheckedToo() {
    project.source("shop/User.java", USER.formatted("null"));
    for (int i = 0; i < 2; i++) {
      Project.Build build = project.compile();
      assertThat(build.findings())
          .as(String.join("\n", build.lines()))
          .singleElement()
          .asString()
          .startsWith("User.java:10 ERROR [lockproof:context-missing]");
      assertThat(build.green()).isFalse();
    }
  }

  @Test
  void onTheProcessorPathOneArtifactIsAll() {
    project.compiler(
        "<annotationProcessorPaths><path><groupId>io.github.lockproof</groupId>"
            + "<artifactId>lockproof-processor</artifactId><version>"
            + Repository.VERSION
            + "</version></path></annotationProcessorPaths>");
    passesTwice();
    isCheckedToo();
  }

  @Test
  void onTheClassPathItRunsWhereItIsAskedTo() {
    project.dependencies(RUNTIME + PROCESSOR).compiler(ASKED_ONLY ? "<proc>full</proc>" : "");
    passesTwice();
    isCheckedToo();
  }

  /** Since JDK 23 that is so by default, before it with {@code -proc:none}. */
  @Test
  void theRemedyIsShownWhereItDoesNotRun() {
    project.dependencies(RUNTIME + PROCESSOR).compiler(ASKED_ONLY ? "" : "<proc>none</proc>");
    Project.Build build = project.compile();
    assertThat(build.green()).isFalse();
    assertThat(build.lines())
        .as(String.join("\n", build.lines()))
        .anyMatch(line -> line.contains("Position.java") && line.contains("[lockproof:setup]"))
        .anyMatch(line -> line.contains("Loop.java") && line.contains("[lockproof:setup]"))
        .anyMatch(line -> line.contains("-proc:full"));
  }

  /** As Gradle does it: nothing of the processor is on the class path, and no source path is. */
  @Test
  void processorsApartFromTheClassPath() throws Exception {
    assertThat(javac("token")).isEmpty();
    assertThat(folder.resolve("out/shop/PositionSeq.class")).exists();
    assertThat(javac("null"))
        .contains("User.java:10: error: [lockproof:context-missing]")
        .doesNotContain("cannot find symbol");
  }

  private String javac(String token) throws Exception {
    project.source("shop/User.java", USER.formatted(token));
    Path out = Files.createDirectories(folder.resolve("out"));
    List<String> options = new ArrayList<>(List.of("-d", "" + out, "-s", "" + out, "-sourcepath"));
    options.add("");
    options.addAll(List.of("-cp", path(LockChecked.class, SpinLock.class), "-processorpath"));
    String processor = path(Class.forName("lockproof.processor.LockproofProcessor"));
    String javaPoet = Files.isDirectory(Path.of(processor)) ? javaPoet() : "";
    options.add(processor + File.pathSeparator + path(LockproofPlugin.class) + javaPoet);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(project.path("src"))) {
      Path[] all = sources.filter(Files::isRegularFile).sorted().toArray(Path[]::new);
      compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(all)).call();
    }
    return said.toString();
  }

  private static String path(Class<?>... types) throws URISyntaxException {
    List<String> parts = new ArrayList<>();
    for (Class<?> type : types) {
      parts.add("" + Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return String.join(File.pathSeparator, parts);
  }

  /** A part of the processor's jar, but apart from it while only classes are made. */
  private static String javaPoet() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("javapoet"))
        .map(File.pathSeparator::concat)
        .collect(Collectors.joining());
  }
}

package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fixture says on the line before what is reported: once under javac, where the plugin and the
 * processor are both at work, and the same under Eclipse's compiler, where there is no plugin.
 */
class DeclarationsTest {
  private static final Path FIXTURES = Path.of("src/test/resources/declarations");
  private static final Pattern EXPECTED = Pattern.compile("// :: (error|warning): \\[([a-z-]+)]");
  private static final Pattern REPORTED = Pattern.compile("\\[lockproof:([a-z-]+)]");

  @TempDir Path out;

  static List<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.sorted().toList();
    }
  }

  private static List<String> expected(Path fixture) throws IOException {
    List<String> expected = new ArrayList<>();
    List<String> lines = Files.readAllLines(fixture);
    for (int i = 0; i < lines.size(); i++) {
      Matcher m = EXPECTED.matcher(lines.get(i));
      if (m.find()) {
        expected.add((i + 2) + ": " + m.group(1) + " " + m.group(2));
      }
    }
    return expected;
  }

  private List<Diagnostic<? extends JavaFileObject>> compile(JavaCompiler compiler, Path fixture)
      throws IOException {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              Writer.nullWriter(),
              files,
              said,
              List.of(
                  "-d",
                  out.toString(),
                  "--release",
                  "17",
                  "-classpath",
                  System.getProperty("java.class.path")),
              null,
              files.getJavaFileObjects(fixture));
      task.setProcessors(List.of(new LockproofProcessor()));
      task.call();
    }
    return said.getDiagnostics();
  }

  private List<String> reported(JavaCompiler compiler, Path fixture) throws IOException {
    List<String> reported = new ArrayList<>();
    for (Diagnostic<?> d : compile(compiler, fixture)) {
      Matcher m = REPORTED.matcher(d.getMessage(Locale.ROOT));
      String kind = d.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
      if (m.find()) {
        reported.add(d.getLineNumber() + ": " + kind + " " + m.group(1));
      } else {
        assertThat(d.getKind()).as(d.toString()).isNotEqualTo(Diagnostic.Kind.ERROR);
      }
    }
    reported.sort((a, b) -> Integer.compare(line(a), line(b)));
    return reported;
  }

  private static int line(String report) {
    return Integer.parseInt(report.substring(0, report.indexOf(':')));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void javacSaysItOnce(Path fixture) throws IOException {
    assertThat(reported(ToolProvider.getSystemJavaCompiler(), fixture))
        .isEqualTo(expected(fixture));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void eclipseSaysTheSame(Path fixture) throws IOException {
    assertThat(reported(new EclipseCompiler(), fixture)).isEqualTo(expected(fixture));
  }

  /** Eclipse's compiler tells no place in the header of a record, nor of the record. */
  @Test
  void recordsAreShownAsNearAsEclipseKnows() throws IOException {
    Path file = out.resolve("Held.java");
    String record = "import lockproof.context.*;\nrecord Held(LocalInterruptDisabled irq) {\n";
    Files.writeString(file, record + "  static int made;\n}\n");
    assertThat(said(new EclipseCompiler(), file))
        .containsExactly(
            "3: [lockproof:region-escape] `irq` keeps a token in a record, where it outlives its"
                + " region");
    Files.writeString(file, record + "}\n");
    assertThat(said(new EclipseCompiler(), file))
        .containsExactly(
            "0: [lockproof:region-escape] in record `Held`: `irq` keeps a token in a record, where"
                + " it outlives its region");
    assertThat(said(ToolProvider.getSystemJavaCompiler(), file))
        .containsExactly(
            "2: [lockproof:region-escape] `irq` keeps a token in a record, where it outlives its"
                + " region");
  }

  private List<String> said(JavaCompiler compiler, Path file) throws IOException {
    return compile(compiler, file).stream()
        .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT).lines().findFirst().get())
        .filter(line -> line.contains("[lockproof:"))
        .toList();
  }

  @Test
  void everyRuleHasBothVerdicts() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path fixture : fixtures()) {
      String name = fixture.getFileName().toString();
      assertThat(expected(fixture).isEmpty()).as(name).isEqualTo(name.startsWith("Good"));
      names.add(name.replaceFirst("^(Good|Bad)", ""));
      assertThat(FIXTURES.resolve(name.replaceFirst("^Good", "Bad"))).exists();
      assertThat(FIXTURES.resolve(name.replaceFirst("^Bad", "Good"))).exists();
    }
    assertThat(names)
        .containsExactly(
            "Levels.java",
            "LockNames.java",
            "Marks.java",
            "Order.java",
            "Overrides.java",
            "RegionFields.java",
            "Tokens.java",
            "WwClasses.java");
  }
}

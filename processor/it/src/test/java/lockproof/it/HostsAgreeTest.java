package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugin inside javac and the command line say the same, at the same lines. */
class HostsAgreeTest {
  private static final Pattern LINE =
      Pattern.compile("(.*\\.java):(\\d+): (error|warning): (\\[lockproof:.*)");

  @TempDir Path out;

  static List<String> samples() throws IOException {
    return SamplesTest.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sameReports(String sample) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Repository.top().resolve("samples").resolve(sample))) {
      files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(plugin(files)).isNotEmpty().isEqualTo(commandLine(files));
  }

  private TreeSet<String> plugin(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(
              null,
              manager,
              said,
              List.of("-proc:none", "-d", out.toString()),
              null,
              manager.getJavaFileObjects(files.toArray(Path[]::new)))
          .call();
    }
    TreeSet<String> lines = new TreeSet<>();
    for (Diagnostic<? extends JavaFileObject> each : said.getDiagnostics()) {
      lines.add(
          Path.of(each.getSource().getName()).getFileName()
              + ":"
              + each.getLineNumber()
              + " "
              + each.getKind().name().toLowerCase(Locale.ROOT)
              + " "
              + each.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
    }
    return lines;
  }

  private static TreeSet<String> commandLine(List<Path> files) {
    String[] arguments =
        Stream.concat(Stream.of("check"), files.stream().map(Path::toString))
            .toArray(String[]::new);
    TreeSet<String> lines = new TreeSet<>();
    CommandLine.run(arguments)
        .text()
        .lines()
        .map(LINE::matcher)
        .filter(matcher -> matcher.matches())
        .forEach(
            m ->
                lines.add(
                    Path.of(m.group(1)).getFileName()
                        + ":"
                        + m.group(2)
                        + " "
                        + m.group(3)
                        + " "
                        + m.group(4)));
    return lines;
  }
}

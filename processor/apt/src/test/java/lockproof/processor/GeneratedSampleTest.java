package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample with generated code: what is wrong is reported, what is right compiles and runs. */
class GeneratedSampleTest {
  private static final Path SAMPLE = Path.of("../../samples/07_generated");

  @TempDir Path out;

  private String compile(List<Path> sources, String... more) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      String classPath = System.getProperty("java.class.path");
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              files,
              said,
              Stream.concat(
                      Stream.of("-Xlint:all", "-d", out.toString(), "-classpath", classPath),
                      Stream.of(more))
                  .toList(),
              null,
              files.getJavaFileObjectsFromPaths(sources));
      if (more.length == 0) {
        task.setProcessors(List.of(new LockproofProcessor()));
      }
      task.call();
    }
    return said.getDiagnostics().stream()
        .map(
            d ->
                (d.getSource() == null ? "" : Path.of(d.getSource().getName()).getFileName())
                    + ":"
                    + d.getLineNumber()
                    + ": "
                    + d.getMessage(Locale.ROOT)
                    + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  @Test
  void saysWhatIsExpected() throws IOException {
    String said;
    try (Stream<Path> files = Files.list(SAMPLE)) {
      said = compile(files.filter(f -> f.toString().endsWith(".java")).sorted().toList());
    }
    Path expected = SAMPLE.resolve("expected.txt");
    if (Boolean.getBoolean("lockproof.update")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  @Test
  void remedyIsShownWhereNothingIsGenerated() throws IOException {
    List<Path> sources = Stream.of("EventLoop.java", "Position.java").map(SAMPLE::resolve).toList();
    assertThat(compile(sources, "-proc:none"))
        .contains(
            "Position.java:4: [lockproof:setup] `PositionSeq` is not generated:",
            "EventLoop.java:4: [lockproof:setup] `EventLoopToken` is not generated:",
            "-proc:full");
    assertThat(compile(sources)).doesNotContain("[lockproof:setup]");
  }

  @Test
  void tokensThatAreWrittenByHandAreNotAskedFor() throws IOException {
    Path file = out.resolve("Net.java");
    String text =
        """
        import lockproof.annotations.ContextToken;
        class Net {
          @ContextToken
          sealed interface Loop permits LoopToken {}
          %s final class LoopToken implements Loop {}
        }
        """;
    Files.writeString(file, text.formatted("private static"));
    assertThat(compile(List.of(file), "-proc:none")).doesNotContain("[lockproof:setup]");
    Files.writeString(file, text.formatted("}\nclass Other { private static"));
    assertThat(compile(List.of(file), "-proc:none"))
        .contains("Net.java:3: [lockproof:setup] `LoopToken` is not generated:");
  }

  @Test
  void correctedCodeCompilesAndRuns() throws Exception {
    List<Path> good =
        Stream.of("EventLoop.java", "Position.java", "ShipFixed.java")
            .map(SAMPLE::resolve)
            .toList();
    assertThat(compile(good)).isEmpty();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    URL[] classes = {out.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true));
      var main = loader.loadClass("ShipFixed").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString()).isEqualTo("10.0" + System.lineSeparator());
  }
}

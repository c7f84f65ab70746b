package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One processor path with Lombok and MapStruct on it, in whatever order. */
class NeighboursTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "Track.java",
          "@lombok.Data class Track { private double x; private double y; private String label; }",
          "Position.java",
          """
          @lockproof.annotations.SeqLocked @lombok.With
          record Position(double x, double y, String label) {}
          """,
          "Tracks.java",
          "@org.mapstruct.Mapper interface Tracks { Position toPosition(Track track); }",
          "Turn.java",
          "@lockproof.annotations.ContextToken sealed interface Turn permits TurnToken {}",
          "Main.java",
          """
          final class Main {
            static String run() {
              Track track = new Track();
              track.setX(3);
              track.setY(4);
              PositionSeq seq =
                  new PositionSeq(
                      org.mapstruct.factory.Mappers.getMapper(Tracks.class).toPosition(track));
              seq.update(p -> p.withLabel("here"));
              try (TurnToken turn = TurnToken.enter(track)) {
                return seq.readAsDouble((x, y, label) -> Math.hypot(x, y)) + seq.read().label();
              }
            }
          }
          """);

  @TempDir Path folder;

  private List<String> compile(Map<String, String> sources, boolean first) throws IOException {
    List<String> entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(e -> first != e.matches(".*(lombok|mapstruct).*"))
            .collect(Collectors.toCollection(ArrayList::new));
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(e -> !entries.contains(e))
        .forEach(entries::add);
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      files.add(Files.writeString(folder.resolve(source.getKey()), source.getValue()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
      compiler
          .getTask(
              null,
              manager,
              said,
              List.of(
                  "-d",
                  folder.toString(),
                  "-classpath",
                  String.join(File.pathSeparator, entries),
                  "-processorpath",
                  String.join(File.pathSeparator, entries)),
              null,
              manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(d -> d.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT).lines().findFirst().get())
        .toList();
  }

  private String run() throws Exception {
    ClassLoader parent = getClass().getClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new java.net.URL[] {folder.toUri().toURL()}, parent)) {
      var run = loader.loadClass("Main").getDeclaredMethod("run");
      run.setAccessible(true);
      return (String) run.invoke(null);
    }
  }

  @Test
  void allGenerateForEachOther() throws Exception {
    assertThat(compile(SOURCES, true)).isEmpty();
    assertThat(run()).isEqualTo("5.0here");
  }

  @Test
  void orderDoesNotMatter() throws Exception {
    assertThat(compile(SOURCES, false)).isEmpty();
    assertThat(run()).isEqualTo("5.0here");
  }

  @Test
  void rulesSeeWhatLombokLeaves() throws IOException {
    assertThat(
            compile(
                Map.of(
                    "Keeper.java",
                    """
                    import lockproof.context.LocalInterruptDisabled;
                    @lombok.Data
                    class Keeper {
                      private LocalInterruptDisabled irq;
                      private final java.util.concurrent.locks.ReentrantLock lock;
                      void twice() { lock.unlock(); lock.unlock(); }
                      @lombok.Synchronized void fine() { getLock().lock(); getLock().unlock(); }
                    }
                    """),
                true))
        .contains(
            "4: [lockproof:region-escape] `irq` keeps a token in a field, where it outlives its"
                + " region")
        .anyMatch(line -> line.startsWith("6: [lockproof:lock-unbalanced]"));
  }
}

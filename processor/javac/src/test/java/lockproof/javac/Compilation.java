package lockproof.javac;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** One in-process javac with the listener and the fake checker. */
final class Compilation {
  final boolean success;
  final List<String> lines = new ArrayList<>();
  final List<Diagnostic<? extends JavaFileObject>> diagnostics = new ArrayList<>();
  private final Path classes;

  private Compilation(Path folder, List<String> options, List<String> arguments)
      throws IOException {
    classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(folder)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      Path[] files =
          sources.filter(p -> p.toString().endsWith(".java")).sorted().toArray(Path[]::new);
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  diagnostics::add,
                  options,
                  null,
                  manager.getJavaFileObjects(files));
      task.addTaskListener(new Listener(task, arguments, FakeAnalysis::new));
      LockproofPlugin.hosted(true);
      success = task.call();
    } finally {
      LockproofPlugin.hosted(false);
    }
    for (Diagnostic<? extends JavaFileObject> d : diagnostics) {
      String file =
          d.getSource() == null
              ? ""
              : Path.of(d.getSource().getName()).getFileName() + ":" + d.getLineNumber() + ": ";
      lines.add(
          file
              + d.getKind().toString().toLowerCase(Locale.ROOT)
              + ": "
              + d.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
    }
  }

  static void write(Path folder, Map<String, String> files) {
    files.forEach(
        (name, text) -> {
          try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static Compilation of(Path folder, String... arguments) {
    return of(folder, List.of("-Xlint:all", "-Werror"), arguments);
  }

  static Compilation of(Path folder, List<String> options, String... arguments) {
    try {
      return new Compilation(folder, options, List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean wrote(String className) {
    return Files.exists(classes.resolve(className + ".class"));
  }
}

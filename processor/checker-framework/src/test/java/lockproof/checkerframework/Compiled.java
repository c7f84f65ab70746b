package lockproof.checkerframework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import lockproof.javac.LockproofPlugin;

/** Compiles sources with checkers, and tells what these say. */
final class Compiled {
  private static final Pattern REPORT = Pattern.compile("^\\[([a-z][a-z.-]*)\\]");

  /** Where the other modules' fixtures are. */
  static final Path FIXTURES = Path.of("../javac/src/test/fixtures");

  private final List<Diagnostic<? extends JavaFileObject>> diagnostics;

  private Compiled(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Compiles files of one package each. */
  static Compiled with(List<Path> files, List<? extends Processor> checkers, String... options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    Path classes = Files.createDirectories(Path.of("target/fixture-classes"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "-proc:only",
                "-implicit:none",
                "-Xmaxerrs",
                "100000",
                "-d",
                classes.toString(),
                "-cp",
                classPath(),
                "-sourcepath",
                FIXTURES.resolve("stubs").toString()));
    all.addAll(List.of(options));
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null, manager, diagnostics, all, null, manager.getJavaFileObjectsFromPaths(files));
      task.setProcessors(checkers);
      LockproofPlugin.hosted(true);
      task.call();
    } finally {
      LockproofPlugin.hosted(false);
    }
    return new Compiled(diagnostics.getDiagnostics());
  }

  /** What a user has: the runtime and its annotations, the qualifiers; not the javac plugin. */
  static String classPath() {
    List<String> entries = new ArrayList<>();
    try {
      for (Class<?> c :
          List.of(
              lockproof.annotations.LockChecked.class,
              lockproof.lock.SpinLock.class,
              lockproof.checkerframework.qual.Tentative.class,
              org.checkerframework.checker.nullness.qual.Nullable.class,
              org.jspecify.annotations.Nullable.class)) {
        entries.add(
            Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return String.join(java.io.File.pathSeparator, entries);
  }

  /** The keys of the reports in a file, by line; anything else that went wrong is an error. */
  Map<Integer, Set<String>> reports(Path file) {
    Map<Integer, Set<String>> reports = new TreeMap<>();
    for (Diagnostic<? extends JavaFileObject> d : diagnostics) {
      boolean speaks = d.getKind() != Diagnostic.Kind.NOTE;
      if (speaks && d.getSource() != null && same(d.getSource(), file)) {
        Matcher m = REPORT.matcher(d.getMessage(null));
        if (!m.find()) {
          throw new AssertionError(d.toString());
        }
        reports.computeIfAbsent((int) d.getLineNumber(), l -> new TreeSet<>()).add(m.group(1));
      }
    }
    return reports;
  }

  /** Errors that belong to no place: a checker that broke. */
  List<String> failures() {
    return diagnostics.stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .filter(d -> d.getSource() == null || !REPORT.matcher(d.getMessage(null)).find())
        .map(Object::toString)
        .toList();
  }

  /** What the framework tells of its own work. */
  List<String> notes() {
    return diagnostics.stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.NOTE)
        .map(d -> d.getMessage(null))
        .toList();
  }

  /** Every message, in order. */
  List<String> messages() {
    return diagnostics.stream()
        .filter(d -> d.getSource() != null)
        .sorted(Comparator.comparingLong(Diagnostic::getLineNumber))
        .map(
            d ->
                Path.of(d.getSource().getName()).getFileName()
                    + ":"
                    + d.getLineNumber()
                    + ": "
                    + d.getMessage(null).lines().findFirst().orElse(""))
        .toList();
  }

  private static boolean same(JavaFileObject source, Path file) {
    try {
      return Files.isSameFile(Path.of(source.toUri()), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Runs the checkers for the Checker Framework over the sources of libraries that hold no optimistic reads and no
 * contexts, with the prefilter and without: whatever they say there is false.
 */
public final class CheckerField {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  private final Path work;
  private final String checkers;
  private final String classPath;

  private CheckerField(Path work, String checkers) throws IOException {
    this.work = work;
    this.checkers = checkers;
    try (Stream<Path> jars = Files.list(work.resolve("bin"))) {
      this.classPath =
          jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator))
              + File.pathSeparator
              + checkers;
    }
  }

  /** A file of a source jar, read into memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(ZipEntry entry, String text) {
      super(URI.create("mem:///" + entry.getName()), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  public static void main(String[] arguments) throws IOException {
    CheckerField field = new CheckerField(Path.of(arguments[0]), arguments[1]);
    System.out.printf(
        Locale.ROOT,
        "%-24s %6s %8s %16s %19s%n",
        "library", "files", "lines", "with prefilter", "without prefilter");
    boolean silent = true;
    for (String library : List.of(arguments).subList(2, arguments.length)) {
      silent &= field.judge(library);
    }
    System.exit(silent ? 0 : 1);
  }

  private boolean judge(String library) throws IOException {
    List<Source> sources = compilable(sources(library));
    long lines = sources.stream().mapToLong(s -> s.text.lines().count()).sum();
    List<String> with = said(sources);
    List<String> without = said(sources, "-AlockproofEverywhere");
    System.out.printf(
        Locale.ROOT,
        "%-24s %6d %8d %16d %19d%n",
        library,
        sources.size(),
        lines,
        with.size(),
        without.size());
    Stream.concat(with.stream(), without.stream()).distinct().forEach(s -> System.out.println("    " + s));
    return with.isEmpty() && without.isEmpty();
  }

  private List<Source> sources(String library) throws IOException {
    Path jar;
    try (Stream<Path> jars = Files.list(work.resolve("src"))) {
      jar =
          jars.filter(j -> j.getFileName().toString().startsWith(library + "-"))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("checker-field: no sources of " + library));
    }
    List<Source> sources = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry e : zip.stream().toList()) {
        boolean code = e.getName().endsWith(".java") && !e.getName().startsWith("META-INF/");
        if (code && !e.getName().endsWith("module-info.java")) {
          sources.add(new Source(e, new String(zip.getInputStream(e).readAllBytes())));
        }
      }
    }
    return sources;
  }

  /** Those that have all that they need on the class path: the framework leaves a compilation with errors alone. */
  private List<Source> compilable(List<Source> all) throws IOException {
    List<Source> left = all;
    while (true) {
      Set<Object> broken =
          compile(left, "-proc:none").stream()
              .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
              .map(d -> (Object) d.getSource().toUri())
              .collect(Collectors.toSet());
      if (broken.isEmpty()) {
        return left;
      }
      left = left.stream().filter(s -> !broken.contains(s.toUri())).toList();
    }
  }

  /** What the checkers say; a checker that breaks says so in an error. */
  private List<String> said(List<Source> sources, String... options) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-proc:only",
                "-processorpath",
                checkers,
                "-processor",
                "lockproof.checkerframework.LockproofChecker"));
    all.addAll(List.of(options));
    return compile(sources, all.toArray(String[]::new)).stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(CheckerField::line)
        .toList();
  }

  private static String line(Diagnostic<? extends JavaFileObject> d) {
    String place = d.getSource() == null ? "" : d.getSource().getName() + ":" + d.getLineNumber() + ": ";
    return place + d.getMessage(Locale.ROOT).lines().limit(2).collect(Collectors.joining(" "));
  }

  private List<Diagnostic<? extends JavaFileObject>> compile(List<Source> sources, String... options)
      throws IOException {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> all =
        new ArrayList<>(List.of("-nowarn", "-Xmaxerrs", "100000", "-implicit:none", "-cp", classPath));
    all.addAll(List.of("-d", Files.createDirectories(work.resolve("out")).toString()));
    all.addAll(List.of(options));
    try (StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, null)) {
      JAVAC.getTask(null, files, said, all, null, sources).call();
    }
    return said.getDiagnostics();
  }
}

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes mistakes of many kinds in the sources of well-known libraries, one in a file, and looks for
 * them.
 */
public final class SeedBugs {
  private static final int FILES_PER_LIBRARY = 80;
  private static final Pattern REPORT =
      Pattern.compile("^(.*):(\\d+): (?:error|warning): \\[lockproof:([a-z-]+)\\].*");
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Path work;
  private final int perOperator;
  private final String classPath;

  private SeedBugs(Path work, int perOperator) throws IOException {
    this.work = work.toAbsolutePath();
    this.perOperator = perOperator;
    try (Stream<Path> jars = Files.list(work.resolve("bin"))) {
      classPath = jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }

  public static void main(String[] arguments) throws Exception {
    SeedBugs seeding = new SeedBugs(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    List<String> command = List.of(arguments).subList(2, arguments.length);
    System.exit(seeding.run(command) ? 0 : 1);
  }

  private boolean run(List<String> lockproof) throws Exception {
    Map<String, List<Mutant>> chosen = new TreeMap<>();
    choose(candidates())
        .forEach(m -> chosen.computeIfAbsent(m.operator(), o -> new ArrayList<>()).add(m));
    Path seeded = clean(work.resolve("seeded"));
    List<Mutant> all = chosen.values().stream().flatMap(List::stream).toList();
    Map<Mutant, Path> places = new HashMap<>();
    for (Mutant m : all) {
      String text = Files.readString(m.file());
      Path inside = library(m).relativize(m.file());
      write(seeded.resolve("before").resolve(inside), text);
      int round = 0;
      while (Files.exists(seeded.resolve("after" + round).resolve(inside))) {
        round++;
      }
      places.put(m, seeded.resolve("after" + round).resolve(inside));
      write(places.get(m), m.applied(text));
    }
    Map<Path, List<String[]>> said = check(lockproof, seeded);
    int found = 0;
    System.out.print(
        """
        # Seeded bugs

        Written by `benchmarks/seed-bugs`, which makes mistakes in the sources of well-known libraries, one in a file, by
        edits of their trees: it looks for places where the mistake is one (the lock's only release, a field that is
        written under the same monitor elsewhere), takes some of each kind from different libraries, and counts a bug as
        found if a rule that should find it says more about the file than before.

        | bug | seeded | found | where it was not found |
        |---|--:|--:|---|
        """);
    for (Map.Entry<String, List<Mutant>> each : chosen.entrySet()) {
      List<String> missed = new ArrayList<>();
      for (Mutant m : each.getValue()) {
        Path inside = library(m).relativize(m.file());
        List<String[]> before = said.get(seeded.resolve("before").resolve(inside));
        List<String[]> after = said.get(places.get(m));
        if (m.expected().stream().allMatch(r -> count(after, r) <= count(before, r))) {
          missed.add("`" + m.file().getFileName() + ":" + m.firstLine() + "`");
        }
      }
      int n = each.getValue().size();
      found += n - missed.size();
      System.out.printf(
          "| %s | %d | %d | %s |%n",
          each.getKey(), n, n - missed.size(), String.join(", ", missed));
    }
    String from =
        all.stream()
            .map(m -> library(m).getFileName().toString())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    System.out.printf(
        "%n%d of %d found, %d kinds, in %s.%n", found, all.size(), chosen.size(), from);
    return found == all.size();
  }

  /**
   * There is one bug in the file; where a private method has it, the report may be at its callers.
   */
  private static long count(List<String[]> reports, String rule) {
    return reports == null ? 0 : reports.stream().filter(r -> r[1].equals(rule)).count();
  }

  // ---- where bugs can be made

  private List<Mutant> candidates() throws IOException {
    List<Path> jars;
    try (Stream<Path> all = Files.list(work.resolve("src"))) {
      jars = all.sorted().toList();
    }
    List<Mutant> mutants = new ArrayList<>();
    Path unpacked = clean(work.resolve("unpacked"));
    for (Path jar : jars) {
      String name = jar.getFileName().toString().replace("-sources.jar", "");
      List<Path> files = unpack(jar, unpacked.resolve(name));
      if (!files.isEmpty()) {
        attribute(files, mutants);
      }
    }
    return mutants;
  }

  /** The files that lock something; of very large libraries a part, evenly spread. */
  private static List<Path> unpack(Path jar, Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".java")).toList()) {
        String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        if (text.contains("concurrent.locks.") || text.contains("synchronized ")) {
          texts.put(entry.getName(), text);
        }
      }
    }
    List<String> names = new ArrayList<>(texts.keySet());
    int step = (names.size() + FILES_PER_LIBRARY - 1) / FILES_PER_LIBRARY;
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean stamped = texts.get(names.get(i)).contains("StampedLock");
      Path file = folder.resolve(names.get(i)).normalize();
      if ((i % step == 0 || stamped) && file.startsWith(folder)) {
        write(file, texts.get(names.get(i)));
        files.add(file);
      }
    }
    return files;
  }

  private void attribute(List<Path> files, List<Mutant> into) throws IOException {
    try (StandardJavaFileManager manager = manager()) {
      JavacTask task = task(manager, files, new ArrayList<>());
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : units) {
        Path file = Path.of(unit.getSourceFile().toUri());
        String text = unit.getSourceFile().getCharContent(true).toString();
        List<Mutations> operators =
            List.of(
                new LockMutations(trees, unit, text, file, into),
                new StampMutations(trees, unit, text, file, into),
                new MonitorMutations(trees, unit, text, file, into));
        operators.forEach(operator -> operator.scan(unit, null));
      }
    }
  }

  private StandardJavaFileManager manager() {
    return compiler.getStandardFileManager(d -> {}, Locale.ROOT, StandardCharsets.UTF_8);
  }

  private JavacTask task(StandardJavaFileManager manager, List<Path> files, List<String> errors) {
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-implicit:none",
            "-cp",
            classPath,
            "-Xmaxerrs",
            "10000",
            "-XDshould-stop.ifError=FLOW");
    return (JavacTask)
        compiler.getTask(
            null,
            manager,
            d -> {
              if (d.getKind() == Diagnostic.Kind.ERROR) {
                errors.add(d.getMessage(Locale.ROOT));
              }
            },
            options,
            null,
            manager.getJavaFileObjects(files.toArray(Path[]::new)));
  }

  // ---- which are made

  /** Of each kind a few, from different libraries as far as there are; always the same ones. */
  private List<Mutant> choose(List<Mutant> all) throws IOException {
    Map<String, List<Mutant>> kinds = new TreeMap<>();
    all.forEach(m -> kinds.computeIfAbsent(m.operator(), o -> new ArrayList<>()).add(m));
    List<Mutant> chosen = new ArrayList<>();
    for (List<Mutant> kind : kinds.values()) {
      kind.sort(
          Comparator.comparing(
              m -> (m.operator() + work.relativize(m.file()) + m.start()).hashCode()));
      Set<Path> taken = new HashSet<>();
      int n = 0;
      for (int round = 0; round < 3 && n < perOperator; round++) {
        for (Mutant m : kind) {
          Path from = round == 0 ? library(m) : m.file();
          if (n < perOperator
              && (round == 2 || !taken.contains(from))
              && !chosen.contains(m)
              && compiles(m)) {
            taken.add(library(m));
            taken.add(m.file());
            chosen.add(m);
            n++;
          }
        }
      }
    }
    return chosen;
  }

  private Path library(Mutant m) {
    Path unpacked = work.resolve("unpacked");
    return unpacked.resolve(unpacked.relativize(m.file()).getName(0));
  }

  /** Whether javac has no more to say about the file than before. */
  private boolean compiles(Mutant m) throws IOException {
    String text = Files.readString(m.file());
    try {
      int before = errors(m.file());
      Files.writeString(m.file(), m.applied(text));
      return before == 0 && errors(m.file()) == 0;
    } finally {
      Files.writeString(m.file(), text);
    }
  }

  private int errors(Path file) throws IOException {
    List<String> errors = new ArrayList<>();
    try (StandardJavaFileManager manager = manager()) {
      task(manager, List.of(file), errors).analyze();
    }
    return errors.size();
  }

  // ---- looking for them

  private Map<Path, List<String[]>> check(List<String> lockproof, Path folder) throws Exception {
    List<String> command = new ArrayList<>(lockproof);
    command.addAll(List.of("check", folder.toString(), "--classpath", classPath));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Map<Path, List<String[]>> said = new TreeMap<>();
    for (String line : output.lines().toList()) {
      Matcher report = REPORT.matcher(line);
      if (report.matches()) {
        said.computeIfAbsent(Path.of(report.group(1)), f -> new ArrayList<>())
            .add(new String[] {report.group(2), report.group(3)});
      }
    }
    return said;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Path clean(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(folder);
  }
}

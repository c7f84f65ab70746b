import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Compiles the same sources with and without the plugin, and with our annotation processor and with an empty one, in
 * interleaved pairs, and prints the ratios.
 */
public final class CompileCost {
  private final Path work;
  private final int pairs;
  private final String only;
  private final String plugin;
  private final List<String> rules;

  private CompileCost(Path work, int pairs, String only) throws IOException {
    this.work = work;
    this.pairs = pairs;
    this.only = only;
    plugin =
        Stream.of("annotations", "processor/javac")
            .map(module -> Path.of(module, "target", "classes").toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    rules =
        Files.readAllLines(work.resolve("rules.txt")).stream().map(l -> l.split(" ")[0]).toList();
  }

  public static void main(String[] arguments) throws Exception {
    CompileCost cost = new CompileCost(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2]);
    if (cost.pairs < 1) {
      System.err.println("compile-cost: PAIRS is a number from 1 on");
      System.exit(2);
    }
    System.out.println(
        "Java " + System.getProperty("java.version") + ", " + cost.pairs + " interleaved pairs");
    boolean good = cost.measure("code", "ordinary library code", cost::plugin, 1.05);
    good &= cost.measure("locks", "lock-heavy code", cost::plugin, 1.10);
    good &= cost.measure("plain", "code without contracts", cost::plugin, 1.03);
    cost.measure("code", "ordinary library code, a plugin that only listens", cost::listening, 1.05);
    good &= cost.measure("code", "ordinary library code, over a plugin that only listens", cost::overListening, 1.05);
    good &= cost.measure("plain", "code without contracts, over a plugin that only listens", cost::overListening, 1.03);
    good &=
        cost.measure(
            "plain", "annotation processor over an empty one, code without marks", cost::processor, 1.03);
    cost.measure("plain", "any annotation processor, code without marks", cost::anyProcessor, 1.03);
    System.exit(good ? 0 : 1);
  }

  /** What one javac took. */
  private record Run(double cpu, double memory, long classes) {}

  /** What javac is told, with what is measured and without. */
  private interface Told {
    List<String> by(boolean with, String libraries);
  }

  private boolean measure(String kind, String title, Told told, double bar) throws Exception {
    if (!title.contains(only)) {
      return true;
    }
    Path sources = work.resolve(kind);
    List<Path> files = unpack(kind, sources);
    long lines = 0;
    for (Path file : files) {
      try (Stream<String> all = Files.lines(file)) {
        lines += all.count();
      }
    }
    Path list = work.resolve(kind + ".files");
    Files.write(list, files.stream().map(Path::toString).toList());
    once(list, told, false, kind);
    once(list, told, true, kind);
    double[] cpu = new double[pairs];
    double[] memory = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      boolean first = i % 2 == 0;
      Run one = once(list, told, first, kind);
      Run two = once(list, told, !first, kind);
      Run with = first ? one : two;
      Run without = first ? two : one;
      if (with.classes != without.classes) {
        throw new IllegalStateException("what is compiled has changed: " + with + without);
      }
      cpu[i] = with.cpu / without.cpu;
      memory[i] = with.memory / without.memory;
    }
    System.out.printf(Locale.ROOT, "%n%s: %,d lines in %,d files%n", title, lines, files.size());
    boolean good = print("user CPU   ", cpu, bar);
    return print("peak memory", memory, 1.15) & good;
  }

  /** The median and a distribution-free interval for it, from the order of the ratios. */
  private boolean print(String what, double[] ratios, double bar) {
    Arrays.sort(ratios);
    int n = ratios.length;
    double median = n % 2 == 1 ? ratios[n / 2] : (ratios[n / 2 - 1] + ratios[n / 2]) / 2;
    int k = 0;
    double tail = Math.pow(0.5, n);
    double term = tail;
    while (k + 1 < n / 2 && tail + term * (n - k) / (k + 1) <= 0.025) {
      term = term * (n - k) / (k + 1);
      tail += term;
      k++;
    }
    System.out.printf(
        Locale.ROOT,
        "  %s  median %.3f  interval [%.3f, %.3f] (%.0f%%)  bar %.2f  %s%n",
        what,
        median,
        ratios[k],
        ratios[n - 1 - k],
        100 * (1 - 2 * tail),
        bar,
        median <= bar ? "met" : "MISSED");
    return median <= bar;
  }

  private List<String> plugin(boolean with, String libraries) {
    if (!with) {
      return List.of("-proc:none", "-cp", libraries);
    }
    return List.of("-proc:none", "-cp", libraries + File.pathSeparator + plugin, warnings());
  }

  /** Errors would end the compilation early; as warnings they cost what they cost. */
  private String warnings() {
    return "-Xplugin:Lockproof "
        + rules.stream().map(r -> "rule." + r + "=warning").collect(Collectors.joining(" "));
  }

  /** No bar of ours, but its floor. */
  private List<String> listening(boolean with, String libraries) {
    return with
        ? List.of(
            "-proc:none",
            "-cp",
            libraries + File.pathSeparator + work.resolve("listening").toAbsolutePath(),
            "-Xplugin:Listening")
        : List.of("-proc:none", "-cp", libraries);
  }

  /** What is ours of the cost: javac keeps comments and positions for whoever listens. */
  private List<String> overListening(boolean with, String libraries) {
    return with ? plugin(true, libraries) : listening(true, libraries);
  }

  /** Ours, or an empty one. */
  private List<String> processor(boolean with, String libraries) {
    return processedBy(with ? Path.of("processor/apt/target/classes") : work.resolve("empty"), libraries);
  }

  /** An empty one, or none: no bar of ours, but its floor. */
  private List<String> anyProcessor(boolean with, String libraries) {
    List<String> told = new ArrayList<>(processedBy(work.resolve("empty"), libraries));
    if (!with) {
      told.add("-proc:none");
    }
    return told;
  }

  /** The plugin comes along on the same path and is at work each time. */
  private List<String> processedBy(Path processor, String libraries) {
    String path = processor.toAbsolutePath() + File.pathSeparator + plugin;
    return List.of(
        "-cp",
        libraries + File.pathSeparator + plugin,
        "-processorpath",
        path + File.pathSeparator + libraries,
        warnings());
  }

  private Run once(Path list, Told told, boolean with, String kind) throws Exception {
    Path out = work.resolve("out");
    delete(out);
    Files.createDirectories(out);
    String libraries;
    try (Stream<Path> jars = Files.list(work.resolve("lib"))) {
      libraries =
          jars.filter(jar -> !jar.toString().endsWith("-sources.jar"))
              .map(Path::toString)
              .sorted()
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Xss4m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", work.resolve("classes").toString(), "JavacOnce"));
    command.addAll(List.of("-nowarn", "-d", out.toString()));
    command.addAll(List.of("-encoding", "UTF-8", "-Xmaxwarns", "1"));
    command.addAll(told.by(with, libraries));
    command.add("@" + list);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    String last = output.lines().filter(l -> l.startsWith("RESULT 0 ")).findFirst().orElse(null);
    if (last == null) {
      throw new IllegalStateException("javac failed on the " + kind + " sources:\n" + output);
    }
    String[] numbers = last.split(" ");
    long classes;
    try (Stream<Path> all = Files.walk(out)) {
      classes = all.filter(f -> f.toString().endsWith(".class")).count();
    }
    return new Run(Double.parseDouble(numbers[2]), Double.parseDouble(numbers[3]), classes);
  }

  private List<Path> unpack(String kind, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("benchmarks/sources.txt"))) {
      if (line.startsWith(kind + " ")) {
        String[] parts = line.split("[ :]");
        Path jar = work.resolve("lib").resolve(parts[2] + "-" + parts[3] + "-sources.jar");
        Path target = folder.resolve(parts[2]);
        if (!Files.isDirectory(target)) {
          unzip(jar, target);
        }
        try (Stream<Path> all = Files.walk(target)) {
          all.filter(f -> f.toString().endsWith(".java") && !f.endsWith("module-info.java"))
              .sorted()
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private static void unzip(Path jar, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(e -> e.getName().endsWith(".java")).toList()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (file.startsWith(folder)) {
          Files.createDirectories(file.getParent());
          try (var in = zip.getInputStream(entry)) {
            Files.write(file, in.readAllBytes());
          }
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}

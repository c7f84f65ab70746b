import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles ordinary code with checkers of the Checker Framework, in turns, and prints what each costs. */
public final class CheckerCost {
  private static final double BAR = 2.0;
  private final Path work;
  private final String processors;

  private CheckerCost(Path work, String processors) {
    this.work = work;
    this.processors = processors;
  }

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    System.exit(new CheckerCost(work, arguments[2]).measure(rounds) ? 0 : 1);
  }

  private boolean measure(int rounds) throws Exception {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("plain javac", List.of("-proc:none"));
    String ours = "lockproof.checkerframework.LockproofChecker";
    variants.put("Lockproof, with prefilter", checker(ours));
    List<String> everywhere = new ArrayList<>(checker(ours));
    everywhere.add("-AlockproofEverywhere");
    variants.put("Lockproof, without prefilter", everywhere);
    variants.put("empty checker", checker("EmptyChecker"));
    Path list = work.resolve("checked.files");
    List<Path> files = sources();
    long lines = 0;
    for (Path file : files) {
      try (Stream<String> all = Files.lines(file)) {
        lines += all.count();
      }
    }
    Files.write(list, files.stream().map(Path::toString).toList());
    Map<String, double[]> cpu = new LinkedHashMap<>();
    variants.keySet().forEach(v -> cpu.put(v, new double[rounds]));
    for (int i = 0; i < rounds; i++) {
      for (Map.Entry<String, List<String>> v : variants.entrySet()) {
        cpu.get(v.getKey())[i] = once(list, v.getValue());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "Java %s, %,d lines in %,d files, medians of %d, user CPU%n",
        System.getProperty("java.version"),
        lines,
        files.size(),
        rounds);
    double plain = median(cpu.get("plain javac"));
    boolean good = true;
    for (Map.Entry<String, double[]> e : cpu.entrySet()) {
      double m = median(e.getValue());
      boolean barred = e.getKey().endsWith("with prefilter");
      good &= !barred || m / plain <= BAR;
      System.out.printf(
          Locale.ROOT,
          "  %-30s %6.1f s  %5.2f x%s%n",
          e.getKey(),
          m / 1000,
          m / plain,
          barred ? "  bar 2.00  " + (m / plain <= BAR ? "met" : "MISSED") : "");
    }
    return good;
  }

  private static double median(double[] all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private List<String> checker(String name) {
    return List.of("-processorpath", processors, "-processor", name, "-Awarns");
  }

  /** Ordinary library code, from the folders that the other measurement has unpacked. */
  private List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(work.resolve("code"))) {
      return all.filter(f -> f.toString().endsWith(".java") && !f.endsWith("module-info.java"))
          .sorted()
          .toList();
    }
  }

  private double once(Path list, List<String> options) throws Exception {
    Path out = Files.createDirectories(work.resolve("out"));
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
    command.addAll(List.of("-Xmx3g", "-Xss8m", "-XX:+UseSerialGC"));
    for (String part :
        List.of("api", "code", "file", "main", "model", "parser", "processing", "tree", "util")) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
    }
    command.add("--add-opens=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED");
    command.addAll(List.of("-cp", work.resolve("classes").toString(), "JavacOnce"));
    command.addAll(List.of("-nowarn", "-encoding", "UTF-8", "-Xmaxwarns", "1"));
    command.addAll(List.of("-d", out.toString(), "-cp", libraries + File.pathSeparator + processors));
    command.addAll(options);
    command.add("@" + list);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    String result = output.lines().filter(l -> l.startsWith("RESULT 0 ")).findFirst().orElse(null);
    if (result == null) {
      throw new IllegalStateException("javac failed:\n" + output);
    }
    return Double.parseDouble(result.split(" ")[2]);
  }
}

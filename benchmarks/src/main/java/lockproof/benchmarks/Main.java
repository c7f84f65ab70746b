package lockproof.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks in rounds, each in a fork of its own in each round, so that whatever disturbs
 * the machine disturbs all alike. A fork's figure is a low percentile of many short batches, a
 * line's ratio is the median of the rounds' ratios.
 *
 * <p>Forks compile in the foreground: in the background, on a busy machine, it is chance whether a
 * method is compiled before its callees have a profile, and then a guard may be allocated that is
 * not otherwise.
 *
 * <p>Arguments: {@code --rounds N}, {@code --only TEXT} for the lines whose label contains it,
 * {@code --second-jdk FOLDER} to measure with that JDK too, {@code --report FILE} to write the page
 * of figures.
 */
public final class Main {
  private static final List<String> ALLOCATING =
      List.of(
          "Uncontended.bareCas",
          "Uncontended.spinGuard",
          "Uncontended.mutexGuard",
          "Contexts.lockWith",
          "Contexts.lockNested",
          "Contexts.guardOutOfLine",
          "Contexts.closureOutOfLine",
          "Contexts.closureIrqOutOfLine",
          "Snapshots.seqWrite2",
          "Snapshots.seqLambda8",
          "Holders.generatedRead2",
          "Holders.generatedRead8",
          "Holders.generatedReadAsLong8",
          "Holders.generatedWrite2",
          "LockSets.run2",
          "LockSets.run4");

  private final String java;
  private final Map<String, double[]> times = new LinkedHashMap<>();
  private final Map<String, Double> bytes = new LinkedHashMap<>();
  private String version = "";

  private Main(String home) {
    this.java = Path.of(home, "bin", "java").toString();
  }

  /** See the class. */
  public static void main(String[] args) throws RunnerException, IOException {
    int rounds = Integer.parseInt(option(args, "--rounds", "3"));
    String only = option(args, "--only", "");
    List<Row> rows = Row.all().stream().filter(row -> row.label().contains(only)).toList();
    List<Main> runs = new ArrayList<>(List.of(new Main(System.getProperty("java.home"))));
    String second = option(args, "--second-jdk", "");
    if (!second.isEmpty()) {
      runs.add(new Main(second));
    }
    for (int round = 0; round < rounds; round++) {
      for (String benchmark : benchmarks(rows)) {
        for (Main run : runs) {
          double[] all = run.times.computeIfAbsent(benchmark, b -> new double[rounds]);
          all[round] = run.time(benchmark);
          System.err.print('.');
        }
      }
      System.err.println();
    }
    Set<String> measured = benchmarks(rows);
    for (String benchmark : ALLOCATING) {
      if (only.isEmpty() || measured.contains(benchmark)) {
        for (Main run : runs) {
          run.bytes.put(benchmark, run.allocated(benchmark));
        }
      }
    }
    List<Figures> figures =
        runs.stream().map(run -> new Figures(run.version, run.times, run.bytes)).toList();
    List<String> table = new ArrayList<>(Report.table(rows, figures));
    table.addAll(Report.allocation(figures));
    table.forEach(System.out::println);
    String report = option(args, "--report", "");
    if (!report.isEmpty()) {
      Files.write(Path.of(report), Report.page(table, figures, rounds));
    }
  }

  private static String option(String[] args, String name, String otherwise) {
    int at = Arrays.asList(args).indexOf(name);
    return at < 0 ? otherwise : args[at + 1];
  }

  private static Set<String> benchmarks(List<Row> rows) {
    Set<String> benchmarks = new LinkedHashSet<>();
    for (Row row : rows) {
      benchmarks.add(row.subject());
      benchmarks.add(row.peer());
    }
    return benchmarks;
  }

  private OptionsBuilder options(String benchmark) {
    boolean contended = contended(benchmark);
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^lockproof\\.benchmarks\\." + benchmark.replace(".", "\\.") + "$")
        .mode(Mode.SingleShotTime)
        .forks(1)
        .jvm(java)
        .jvmArgsAppend("-Xbatch")
        .warmupIterations(contended ? 100 : 700)
        .measurementIterations(contended ? 100 : 300)
        .verbosity(VerboseMode.SILENT);
    return options;
  }

  private static boolean contended(String benchmark) {
    return benchmark.startsWith("Contended");
  }

  /** Without what newer JDKs print about the harness. */
  private static RunResult run(OptionsBuilder options) throws RunnerException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Runner(
            options.build(), OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT))
        .runSingle();
  }

  /** Nanoseconds per operation. */
  private double time(String benchmark) throws RunnerException {
    RunResult result = run(options(benchmark));
    version = result.getParams().getJdkVersion();
    double[] scores =
        result.getBenchmarkResults().iterator().next().getIterationResults().stream()
            .mapToDouble((IterationResult i) -> i.getPrimaryResult().getScore())
            .sorted()
            .toArray();
    int percentile = contended(benchmark) ? 50 : 20;
    return scores[scores.length * percentile / 100] * 1e9;
  }

  /** Bytes allocated per operation. */
  private double allocated(String benchmark) throws RunnerException {
    OptionsBuilder options = options(benchmark);
    options.addProfiler(GCProfiler.class);
    RunResult result = run(options);
    return result.getSecondaryResults().entrySet().stream()
        .filter(e -> e.getKey().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(e -> e.getValue().getScore())
        .findFirst()
        .orElseThrow();
  }
}

package lockproof.benchmarks;

import java.io.IOException;
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
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks in rounds, each in a fork of its own in each round, so that whatever disturbs
 * the machine disturbs all alike. A fork's figure is a low percentile of many short batches, a
 * line's ratio is the median of the rounds' ratios.
 *
 * <p>Arguments: {@code --rounds N}, {@code --only TEXT} for the lines whose label contains it,
 * {@code --report FILE} to write the page of figures.
 */
public final class Main {
  private static final List<String> ALLOCATING =
      List.of(
          "Uncontended.spinGuard",
          "Uncontended.mutexGuard",
          "Contexts.lockWith",
          "Contexts.lockNested",
          "Contexts.guardOutOfLine",
          "Contexts.closureOutOfLine",
          "Contexts.closureIrqOutOfLine",
          "Snapshots.seqWrite2",
          "Snapshots.seqLambda8",
          "LockSets.run2",
          "LockSets.run4");

  private Main() {}

  /** See the class. */
  public static void main(String[] args) throws RunnerException, IOException {
    int rounds = Integer.parseInt(option(args, "--rounds", "3"));
    String only = option(args, "--only", "");
    List<Row> rows = Row.all().stream().filter(row -> row.label().contains(only)).toList();
    Map<String, double[]> times = measure(rows, rounds);
    List<String> table = new ArrayList<>(Report.table(rows, times));
    if (only.isEmpty()) {
      table.addAll(Report.allocation(allocation()));
    }
    table.forEach(System.out::println);
    String report = option(args, "--report", "");
    if (!report.isEmpty()) {
      Files.write(Path.of(report), Report.page(table, rounds));
    }
  }

  private static String option(String[] args, String name, String otherwise) {
    int at = Arrays.asList(args).indexOf(name);
    return at < 0 ? otherwise : args[at + 1];
  }

  /** Nanoseconds per operation of each benchmark in each round. */
  private static Map<String, double[]> measure(List<Row> rows, int rounds) throws RunnerException {
    Set<String> benchmarks = new LinkedHashSet<>();
    for (Row row : rows) {
      benchmarks.add(row.subject());
      benchmarks.add(row.peer());
    }
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String benchmark : benchmarks) {
        times.computeIfAbsent(benchmark, b -> new double[rounds])[round] = time(benchmark);
        System.err.print('.');
      }
      System.err.println();
    }
    return times;
  }

  private static OptionsBuilder options(String benchmark, boolean contended) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^lockproof\\.benchmarks\\." + benchmark.replace(".", "\\.") + "$")
        .mode(Mode.SingleShotTime)
        .forks(1)
        .warmupIterations(contended ? 100 : 1_000)
        .measurementIterations(contended ? 100 : 300)
        .verbosity(VerboseMode.SILENT);
    return options;
  }

  private static double time(String benchmark) throws RunnerException {
    boolean contended = benchmark.startsWith("Contended");
    RunResult result = new Runner(options(benchmark, contended).build()).runSingle();
    double[] scores =
        result.getBenchmarkResults().iterator().next().getIterationResults().stream()
            .mapToDouble((IterationResult i) -> i.getPrimaryResult().getScore())
            .sorted()
            .toArray();
    int percentile = contended ? 50 : 20;
    return scores[scores.length * percentile / 100] * 1e9;
  }

  /** Bytes allocated per operation. */
  private static Map<String, Double> allocation() throws RunnerException {
    Map<String, Double> bytes = new LinkedHashMap<>();
    for (String benchmark : ALLOCATING) {
      OptionsBuilder options = options(benchmark, false);
      options.addProfiler(GCProfiler.class);
      RunResult result = new Runner(options.build()).runSingle();
      result
          .getSecondaryResults()
          .forEach(
              (name, value) -> {
                if (name.endsWith("gc.alloc.rate.norm")) {
                  bytes.put(benchmark, value.getScore());
                }
              });
    }
    return bytes;
  }
}

package lockproof.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns figures into a table and a page. */
final class Report {
  private Report() {}

  static List<String> table(List<Row> rows, List<Figures> figures) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| what | bar |");
    StringBuilder rule = new StringBuilder("|---|---|");
    for (Figures f : figures) {
      head.append(" JDK ").append(f.jdk()).append(": ns | peer | ratio | range |");
      rule.append("---|---|---|---|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    for (Row row : rows) {
      String bar = row.bar() == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.bar());
      StringBuilder line = new StringBuilder("| " + row.label() + " | " + bar + " |");
      figures.forEach(f -> line.append(cells(row, f)));
      lines.add(line.toString());
    }
    return lines;
  }

  private static String cells(Row row, Figures figures) {
    double[] subject = figures.times().get(row.subject());
    double[] peer = figures.times().get(row.peer());
    double[] ratios = new double[subject.length];
    Arrays.setAll(ratios, i -> subject[i] / peer[i]);
    Arrays.sort(ratios);
    double ratio = median(ratios);
    return String.format(
        Locale.ROOT,
        " %.2f | %.2f | %.2f%s | %.2f-%.2f |",
        median(subject),
        median(peer),
        ratio,
        row.bar() == 0 ? "" : ratio < row.bar() + 0.005 ? " met" : " MISSED",
        ratios[0],
        ratios[ratios.length - 1]);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static List<String> allocation(List<Figures> figures) {
    Set<String> benchmarks = figures.get(0).bytes().keySet();
    if (benchmarks.isEmpty()) {
      return List.of();
    }
    StringBuilder head = new StringBuilder("| bytes per operation |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Figures f : figures) {
      head.append(" JDK ").append(f.jdk()).append(" |");
      rule.append("---|");
    }
    List<String> lines = new ArrayList<>(List.of("", head.toString(), rule.toString()));
    for (String name : benchmarks) {
      StringBuilder line = new StringBuilder("| " + name + " |");
      for (Figures f : figures) {
        line.append(String.format(Locale.ROOT, " %.1f |", f.bytes().get(name)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static List<String> page(List<String> table, List<Figures> figures, int rounds) {
    List<String> page = new ArrayList<>();
    page.add("# Performance of the runtime");
    page.add("");
    page.add(
        "Written by `benchmarks/full`, or by `benchmarks/quick --report FILE` with fewer rounds."
            + " Ratios of times within one run: below one, ours is faster.");
    page.add("");
    page.add(
        String.format(
            "JDK %s on %s, %d processors; %d %s, each benchmark in a fork of its own in each.",
            String.join(" and ", figures.stream().map(Figures::jdk).toList()),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            rounds,
            rounds == 1 ? "round" : "rounds"));
    page.add("");
    page.addAll(table);
    page.add("");
    page.addAll(
        List.of(
            "## What the figures mean",
            "",
            "- **ns** and **peer ns** are the medians over the rounds of a low percentile of many"
                + " batches; **ratio** is the median of the rounds' ratios and **range** their"
                + " extremes.",
            "- Forks compile in the foreground and of each fork a low percentile counts: a busy"
                + " machine widens ranges and moves ratios little.",
            "- *bare CAS* is the least that a lock can be: one weak exchange and one release store."
                + " `SpinLock.run` is the lock word with its owner and a look for waiters;"
                + " `SpinLock.lock` adds a guard with checks of thread and liveness.",
            "- A `Mutex` must release with a full fence, so as to wake exactly; about twice a bare"
                + " exchange is its floor, and that of every lock of the JDK.",
            "- *out of line* means one method that is not inlined per operation, as in large code.",
            "- In the lines with sixteen threads the time is that of a batch of all threads; a"
                + " ratio of 1.25 is 0.8 of the throughput.",
            "- *bare sequence* is the least that a sequence lock's reader can be: two plain loads,"
                + " two fences, no look for a writer. Eight numbers are bound by their eight loads,"
                + " and so its ratio is the floor of every reader with a sequence.",
            "- *generated*: the holder that `@SeqLocked` makes of a record. *StampedLock holder* is what"
                + " one would write instead, *by hand* a sequence lock for this one purpose, with"
                + " opaque fields as the generated one has: its ratio to the `StampedLock` is the"
                + " floor of the generated one's.",
            "- *copied*: eight numbers are read in a section and stored when it is valid, as a"
                + " snapshot is; the stores bound it, and hide what the loads cost. *folded*: they"
                + " are combined into one; the compiler makes plain loads operands of the combining"
                + " instructions and keeps opaque ones apart, and that is the floor of opaque"
                + " access.",
            "- A cell is an object of its own. The compiler checks its reference for null with"
                + " instructions of their own before an opaque access, and for nothing before a"
                + " plain one. Cells that are constants need no check, and show that little else"
                + " is paid."
                + " Generated classes keep their numbers in fields.",
            "- A guard costs nothing while the compiler sees it begin and end. On JDK 17 it is an"
                + " object of 32 bytes when the body calls code that is not inlined, or when the"
                + " method was compiled before its callees had run often; the closure forms make no"
                + " guard. The 0.1 bytes of all lines are the measurement's own.",
            "",
            "## Where a peer is the better choice",
            "",
            "- A small immutable record behind a volatile field is read faster than any section,"
                + " and is simpler. It costs an allocation and a full fence per write.",
            "- `ReentrantLock` where the same thread must acquire twice, or where acquisition must"
                + " be in the order of arrival.",
            "- `ReentrantReadWriteLock` where readers acquire recursively.",
            "- `StampedLock` where a section is first read, then converted to a read lock."));
    return page;
  }
}

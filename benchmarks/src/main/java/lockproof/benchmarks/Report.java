package lockproof.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns figures into a table and a page. */
final class Report {
  private Report() {}

  static List<String> table(List<Row> rows, Map<String, double[]> times) {
    List<String> lines = new ArrayList<>();
    lines.add("| what | ns | peer ns | ratio | range | bar |");
    lines.add("|---|---|---|---|---|---|");
    for (Row row : rows) {
      double[] subject = times.get(row.subject());
      double[] peer = times.get(row.peer());
      double[] ratios = new double[subject.length];
      Arrays.setAll(ratios, i -> subject[i] / peer[i]);
      Arrays.sort(ratios);
      double ratio = median(ratios);
      String bar =
          row.bar() == 0
              ? ""
              : String.format(
                  Locale.ROOT, "%.2f %s", row.bar(), ratio <= row.bar() ? "met" : "MISSED");
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f-%.2f | %s |",
              row.label(),
              median(subject),
              median(peer),
              ratio,
              ratios[0],
              ratios[ratios.length - 1],
              bar));
    }
    return lines;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static List<String> allocation(Map<String, Double> bytes) {
    List<String> lines =
        new ArrayList<>(List.of("", "| allocates | bytes per operation |", "|---|---|"));
    bytes.forEach(
        (name, value) -> lines.add(String.format(Locale.ROOT, "| %s | %.1f |", name, value)));
    return lines;
  }

  static List<String> page(List<String> table, int rounds) {
    List<String> page = new ArrayList<>();
    page.add("# Performance of the runtime");
    page.add("");
    page.add(
        "Written by `benchmarks/full`, or by `benchmarks/quick --report FILE` with fewer rounds. Ratios"
            + " of times within one run: below one, ours is faster.");
    page.add("");
    page.add(
        String.format(
            "Java %s, %s, %d processors, %d rounds, each benchmark in a fork of its own per round.",
            System.getProperty("java.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            rounds));
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
            "- *bare CAS* is the least that a lock can be: one weak exchange and one release store."
                + " A `SpinLock` adds its owner, a guard, and a look for waiters.",
            "- A `Mutex` must release with a full fence, so as to wake exactly; about twice a bare"
                + " exchange is its floor, and that of every lock of the JDK.",
            "- *out of line* means one method that is not inlined per operation, as in large code.",
            "- In the lines with sixteen threads the time is that of a batch of all threads; a ratio"
                + " of 1.25 is 0.8 of the throughput.",
            "- A range far wider than its neighbours' means that a fork was measured before its code was"
                + " compiled, as happens on a busy machine: believe the end that other rounds repeat.",
            "- Cells are objects of their own: each costs a check for null that plain fields do not"
                + " need. Opaque fields within one object cost next to nothing.",
            "- A snapshot of eight numbers is bound by its eight loads; a volatile record shows the"
                + " floor, and StampedLock is close to it.",
            "",
            "## Where a peer is the better choice",
            "",
            "- A small immutable record behind a volatile field is read faster than any section, and"
                + " is simpler. It costs an allocation and a full fence per write.",
            "- `ReentrantLock` where the same thread must acquire twice, or where acquisition must be"
                + " in the order of arrival.",
            "- `ReentrantReadWriteLock` where readers acquire recursively.",
            "- `StampedLock` where a section is first read, then converted to a read lock."));
    return page;
  }
}

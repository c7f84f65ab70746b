package lockproof.torture;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/** What the threads of a run did. */
final class Statistics {
  private final AtomicLongArray writes;
  private final AtomicLongArray reads;
  final AtomicLong failures = new AtomicLong();
  final AtomicLong raised = new AtomicLong();
  final AtomicLong handled = new AtomicLong();
  final AtomicLong handlerWrites = new AtomicLong();

  Statistics(int writers, int readers) {
    writes = new AtomicLongArray(writers);
    reads = new AtomicLongArray(readers);
  }

  void wrote(int writer) {
    writes.incrementAndGet(writer);
  }

  void read(int reader) {
    reads.incrementAndGet(reader);
  }

  long progress() {
    return total(writes) + total(reads);
  }

  long sections() {
    return total(writes) + handlerWrites.get();
  }

  private static long total(AtomicLongArray counts) {
    return values(counts).sum();
  }

  private static LongStream values(AtomicLongArray counts) {
    long[] copy = new long[counts.length()];
    Arrays.setAll(copy, counts::get);
    return Arrays.stream(copy);
  }

  /** One line for each kind of thread: the total, the extremes, a flag for unfairness, failures. */
  String lines() {
    String line = line("Writes", writes);
    return reads.length() == 0 ? line : line + System.lineSeparator() + line("Reads", reads);
  }

  private String line(String what, AtomicLongArray counts) {
    long max = values(counts).max().orElse(0);
    long min = values(counts).min().orElse(0);
    boolean unfair = max > 2 * min + 100;
    return what
        + ":  Total: "
        + total(counts)
        + "  Max/Min: "
        + max
        + '/'
        + min
        + (unfair ? " ???" : "")
        + "  Handlers: "
        + handled
        + '/'
        + raised
        + "  Fail: "
        + failures
        + (failures.get() == 0 ? "" : " !!!");
  }
}

package lockproof.torture;

import java.util.Locale;

/**
 * How a run ended.
 *
 * @param success whether nothing went wrong
 * @param line the verdict in one line
 */
public record Verdict(boolean success, String line) {
  static Verdict of(Options options, String problem) {
    boolean success = problem.isEmpty();
    return new Verdict(
        success,
        line(options, "End of test: " + (success ? "SUCCESS" : "FAILURE (" + problem + ")")));
  }

  /** A line in the form of the kernel's torture tests: what is tortured, what about it, and how. */
  static String line(Options options, String what) {
    String name = options.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return name
        + "-torture:--- "
        + what
        + ": writers="
        + options.writers()
        + " readers="
        + options.readers()
        + " millis="
        + options.millis()
        + " stat_interval="
        + options.statMillis()
        + " stutter="
        + options.stutterMillis()
        + " long_hold="
        + options.longHold()
        + " nested_locks="
        + options.nested()
        + " storm="
        + options.storm()
        + " virtual="
        + options.virtual();
  }
}

package lockproof.torture;

/**
 * How a run ended.
 *
 * @param success whether nothing went wrong
 * @param line the verdict in one line
 */
public record Verdict(boolean success, String line) {
  static Verdict of(Options options, Statistics statistics, String problem) {
    String name = options.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    String verdict = problem.isEmpty() ? "SUCCESS" : "FAILURE: " + problem;
    return new Verdict(
        problem.isEmpty(),
        name
            + "-torture: end of test: "
            + verdict
            + ": writers="
            + options.writers()
            + " readers="
            + options.readers()
            + " millis="
            + options.millis()
            + " stutter="
            + options.stutterMillis()
            + " long-hold="
            + options.longHold()
            + " nested="
            + options.nested()
            + " storm="
            + options.storm()
            + " virtual="
            + options.virtual());
  }
}

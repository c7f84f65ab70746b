package lockproof.torture;

import java.util.Locale;

/**
 * What to torture, and how.
 *
 * @param type the kind of lock
 * @param writers how many threads write
 * @param readers how many threads read, where the lock has readers
 * @param millis for how long
 * @param statMillis how often statistics are printed; zero for only at the end
 * @param stutterMillis how long all threads run, and then pause, in turn; zero for no pause
 * @param longHold one section in that many is long; zero for none
 * @param nested how many further locks are taken inside, in order
 * @param storm whether handlers are raised to all threads all the time
 * @param virtual whether the threads are virtual
 * @param stallMillis after how long without progress the run counts as hung
 */
public record Options(
    Type type,
    int writers,
    int readers,
    long millis,
    long statMillis,
    long stutterMillis,
    int longHold,
    int nested,
    boolean storm,
    boolean virtual,
    long stallMillis) {

  /** A short run of one kind of lock. */
  static Options of(Type type) {
    return new Options(type, 4, 2, 300, 0, 0, 200, 0, false, false, 5_000);
  }

  Options with(String name, String value) {
    String key = name.replace("-", "").toLowerCase(Locale.ROOT);
    return new Options(
        key.equals("type") ? Type.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')) : type,
        key.equals("writers") ? Integer.parseInt(value) : writers,
        key.equals("readers") ? Integer.parseInt(value) : readers,
        key.equals("seconds")
            ? 1000 * Long.parseLong(value)
            : key.equals("millis") ? Long.parseLong(value) : millis,
        key.equals("statinterval") ? 1000 * Long.parseLong(value) : statMillis,
        key.equals("stutter") ? Long.parseLong(value) : stutterMillis,
        key.equals("longhold") ? Integer.parseInt(value) : longHold,
        key.equals("nested") ? Integer.parseInt(value) : nested,
        key.equals("storm") ? Boolean.parseBoolean(value) : storm,
        key.equals("virtual") ? Boolean.parseBoolean(value) : virtual,
        key.equals("stall") ? Long.parseLong(value) : stallMillis);
  }

  /** Reads {@code --name value} pairs. */
  static Options parse(String[] args) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException("options come as --name value");
    }
    Options options = of(Type.SPIN).with("seconds", "10").with("stat-interval", "2");
    for (int i = 0; i < args.length; i += 2) {
      Options changed = options.with(args[i], args[i + 1]);
      if (!args[i].startsWith("--") || !isKnown(args[i])) {
        throw new IllegalArgumentException("unknown option " + args[i]);
      }
      options = changed;
    }
    return options;
  }

  private static boolean isKnown(String name) {
    return switch (name) {
      case "--type",
          "--writers",
          "--readers",
          "--seconds",
          "--millis",
          "--stat-interval",
          "--stutter",
          "--long-hold",
          "--nested",
          "--storm",
          "--virtual",
          "--stall" ->
          true;
      default -> false;
    };
  }
}

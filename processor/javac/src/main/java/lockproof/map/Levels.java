package lockproof.map;

/** The levels as numbers and in words. */
final class Levels {
  private Levels() {}

  static String number(String level) {
    return switch (level) {
      case "NONE" -> "0";
      case "BIG" -> "1";
      case "FINE" -> "2";
      case "SPLIT" -> "2.5";
      default -> "3";
    };
  }

  static String words(String level) {
    return switch (level) {
      case "NONE" -> "no locking";
      case "BIG" -> "one big lock";
      case "FINE" -> "fine-grained";
      case "SPLIT" -> "split";
      default -> "lockless";
    };
  }
}

package lockproof.checkerframework.shared;

/** Keys of messages: ids of rules, and what the framework says of signatures. */
public final class Keys {
  private Keys() {}

  /** Whether a message with the key is one of these checkers. */
  public static boolean ours(String key) {
    return key.startsWith("optimistic-")
        || key.startsWith("context-")
        || key.equals("guard-closed")
        || key.equals("region-escape")
        || key.equals("stamp-misuse")
        || key.startsWith("override.")
        || key.startsWith("unneeded.suppression");
  }
}

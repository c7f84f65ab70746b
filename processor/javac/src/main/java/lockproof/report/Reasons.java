package lockproof.report;

import java.util.Locale;
import java.util.Set;

/** Tells a reason from a shrug. */
public final class Reasons {
  private static final int WORDS = 3;
  private static final Set<String> SHRUGS =
      Set.of(
          "false positive",
          "this is a false positive",
          "it is safe",
          "this is safe",
          "is safe here",
          "trust me on this",
          "not a bug",
          "not a problem",
          "not an issue",
          "this is fine",
          "it is fine",
          "works for me",
          "to be fixed later",
          "fix me later",
          "will fix later",
          "to be done",
          "see the code",
          "see comment above",
          "suppress the warning",
          "suppress this warning",
          "the checker is wrong",
          "lockproof is wrong",
          "reviewed and safe",
          "this is correct",
          "it is correct",
          "no reason given");

  private Reasons() {}

  /** What is wrong with the reason, or null. */
  public static String complaint(String reason) {
    String words = reason.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    if (words.isEmpty()) {
      return "gives no reason";
    }
    if (words.split(" ").length < WORDS || SHRUGS.contains(words)) {
      return "gives `" + reason.strip() + "`, which is a shrug and not a reason";
    }
    return null;
  }
}

package lockproof.report;

import java.util.Collection;
import java.util.TreeSet;

/** Guesses what somebody meant. */
public final class Nearest {
  private Nearest() {}

  /** Text to append to an error: {@code ; did you mean `x`?}, or the choices if nothing is near. */
  public static String hint(String typed, Collection<String> known) {
    String best = null;
    int least = Math.max(2, typed.length() / 3) + 1;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(typed, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    if (best != null) {
      return "; did you mean `" + best + "`?";
    }
    return known.size() > 12 || known.isEmpty()
        ? ""
        : "; known are " + String.join(", ", new TreeSet<>(known));
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}

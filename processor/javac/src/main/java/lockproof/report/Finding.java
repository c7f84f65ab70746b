package lockproof.report;

import java.util.Comparator;
import java.util.List;
import lockproof.rule.Severity;

/**
 * A report that has been placed and judged: all that a renderer needs, and no tree.
 *
 * @param rule the rule's id
 * @param severity error or warning
 * @param place where the fix begins
 * @param message one line that stands alone
 * @param details labelled facts in reading order
 * @param fix what to do, or null
 * @param fingerprint the same after lines have moved
 */
public record Finding(
    String rule,
    Severity severity,
    Place place,
    String message,
    List<Fact> details,
    String fix,
    String fingerprint) {

  /** By file, line, column, rule and message: the order of every listing. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.place().file())
          .thenComparing(f -> f.place().line())
          .thenComparing(f -> f.place().column())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message)
          .thenComparing(Finding::fingerprint);

  /**
   * A labelled fact.
   *
   * @param label one word
   * @param text what is the case
   * @param place where, or null
   */
  public record Fact(String label, String text, Place place) {}
}

package lockproof.report;

import java.util.List;
import lockproof.engine.Site;
import lockproof.rule.Severity;

/**
 * One finding, not yet rendered.
 *
 * @param rule the rule's id
 * @param severity after settings and marks
 * @param site where the fix begins
 * @param message one line that stands alone
 * @param details at most four labelled facts, in reading order
 * @param fix what to do, one line
 */
public record Report(
    String rule, Severity severity, Site site, String message, List<Detail> details, String fix) {

  /**
   * A labelled fact, as {@code held : account acquired at Bank.java:28}.
   *
   * @param label one word
   * @param text what is the case
   * @param site where, or null
   */
  public record Detail(String label, String text, Site site) {}
}

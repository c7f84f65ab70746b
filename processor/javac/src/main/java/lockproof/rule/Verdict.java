package lockproof.rule;

import java.util.ArrayList;
import java.util.List;
import lockproof.engine.Site;

/**
 * What a rule has to say about an event.
 *
 * @param severity its own severity for this finding, or null for the rule's
 * @param site where the fix begins
 * @param message one line that stands alone
 * @param facts in reading order
 * @param fix one line
 */
public record Verdict(Severity severity, Site site, String message, List<Fact> facts, String fix) {

  /**
   * A labelled fact.
   *
   * @param label one word
   * @param text what is the case
   * @param site where, or null
   */
  public record Fact(String label, String text, Site site) {}

  /** A verdict with the rule's severity and no facts yet. */
  public static Verdict of(Site site, String message, String fix) {
    return new Verdict(null, site, message, List.of(), fix);
  }

  /** The same with one more fact; none if there is no place for it. */
  public Verdict and(String label, String text, Site at) {
    if (at == null) {
      return this;
    }
    List<Fact> all = new ArrayList<>(facts);
    all.add(new Fact(label, text, at));
    return new Verdict(severity, site, message, all, fix);
  }

  /** The same with another severity. */
  public Verdict as(Severity s) {
    return new Verdict(s, site, message, facts, fix);
  }
}

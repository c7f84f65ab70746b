package lockproof.report;

import com.sun.source.tree.CompilationUnitTree;
import lockproof.engine.Site;

/** A mark by which an author takes a declaration out of a rule. */
public final class Escape {
  private final String rule;
  private final String reason;
  private final Site site;
  private final long from;
  private final long to;
  private boolean used;

  Escape(String rule, String reason, Site site, long from, long to) {
    this.rule = rule;
    this.reason = reason;
    this.site = site;
    this.from = from;
    this.to = to;
  }

  /** The rule that is silenced. */
  public String rule() {
    return rule;
  }

  /** Why, in the author's words; null for {@code @SuppressWarnings}, which has no room for it. */
  public String reason() {
    return reason;
  }

  /** The declaration that carries the mark. */
  public Site site() {
    return site;
  }

  /** The mark as the user wrote it, roughly. */
  public String mark() {
    return reason == null ? "@SuppressWarnings" : "@Unproven";
  }

  /** True once it has hidden a report. */
  public boolean used() {
    return used;
  }

  boolean hides(String reported, CompilationUnitTree unit, long start) {
    boolean hidden = reported.equals(rule) && unit == site.unit() && from <= start && start <= to;
    used |= hidden;
    return hidden;
  }
}

package lockproof.rule.context;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A token, guard, guarded datum or tentative value leaves its region. */
public final class RegionEscape extends Rule<Event.Escaped> {
  /** The rule. */
  public RegionEscape() {
    super(
        "region-escape",
        Severity.ERROR,
        "a token, guard, guarded datum or tentative value leaves its region",
        Event.Escaped.class);
  }

  @Override
  protected Verdict judge(Event.Escaped e) {
    return Verdict.of(
        e.site(),
        "`" + e.what() + "` leaves its region: it is " + e.how().words(),
        e.hint() == null ? "use it where it is; pass on a copy of what is needed" : e.hint());
  }
}

package lockproof.rule.ww;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A side effect in code that a lock set may run again. */
public final class WwEffect extends Rule<Event.SetEffect> {
  /** The rule. */
  public WwEffect() {
    super(
        "ww-effect",
        Severity.ERROR,
        "a side effect in code that a lock set may run again",
        Event.SetEffect.class);
  }

  @Override
  protected Verdict judge(Event.SetEffect e) {
    Verdict v =
        Verdict.of(
            e.site(),
            e.certain()
                ? "this " + e.what() + " before all is locked, and may do so again"
                : "this "
                    + e.what()
                    + " before all is locked, and nothing tells that it has no side effect",
            e.certain()
                ? "do it once all is locked"
                : "mark the method with @Pure, or call it once all is locked");
    return (e.certain() ? v : v.as(Severity.WARNING)).and("set", "begun", e.begun());
  }
}

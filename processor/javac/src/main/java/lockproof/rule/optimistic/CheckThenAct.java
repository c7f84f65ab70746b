package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A decision made on a validated value is acted on under the write lock without checking again. */
public final class CheckThenAct extends Rule<Event.ActedOnOldDecision> {
  /** The rule. */
  public CheckThenAct() {
    super(
        "check-then-act",
        Severity.WARNING,
        "a decision made on a validated value is acted on under the write lock without checking again",
        Event.ActedOnOldDecision.class);
  }

  @Override
  protected Verdict judge(Event.ActedOnOldDecision e) {
    return Verdict.of(
            e.site(),
            "`" + e.what() + "` is changed on a decision made before `" + e.lock() + "` was taken",
            "check again under the write lock, or convert the stamp")
        .and("decided", e.locked() ? "under the lock taken" : "in the section opened", e.decided());
  }
}

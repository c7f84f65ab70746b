package lockproof.rule.context;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A guard, or data borrowed from it, is used after release. */
public final class GuardClosed extends Rule<Event.UsedAfterClose> {
  /** The rule. */
  public GuardClosed() {
    super(
        "guard-closed",
        Severity.ERROR,
        "a guard, or data borrowed from it, is used after release",
        Event.UsedAfterClose.class);
  }

  @Override
  protected Verdict judge(Event.UsedAfterClose e) {
    return e.token()
        ? null
        : Verdict.of(
                e.site(),
                "`" + e.what() + "` is used after its guard was released",
                "do this before the release, or copy what is needed while the lock is held")
            .and("closed", "the guard is released", e.closed());
  }
}

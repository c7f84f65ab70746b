package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A method is called with a lock that it must not be called with. */
public final class MustNotHold extends Rule<Event.Precondition> {
  /** The rule. */
  public MustNotHold() {
    super(
        "must-not-hold",
        Severity.ERROR,
        "a method is called with a lock that it must not be called with",
        Event.Precondition.class);
  }

  @Override
  protected Verdict judge(Event.Precondition e) {
    return e.mustHold()
        ? null
        : Verdict.of(
            e.site(),
            "`" + e.method() + "` must not be called with `" + e.lock() + "` held",
            "release `" + e.lock() + "` before the call");
  }
}

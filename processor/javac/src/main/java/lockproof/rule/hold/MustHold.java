package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A method is called without a lock that it needs. */
public final class MustHold extends Rule<Event.Precondition> {
  /** The rule. */
  public MustHold() {
    super(
        "must-hold",
        Severity.ERROR,
        "a method is called without a lock that it needs",
        Event.Precondition.class);
  }

  @Override
  protected Verdict judge(Event.Precondition e) {
    return !e.mustHold()
        ? null
        : Verdict.of(
            e.site(),
            "`" + e.method() + "` must be called with `" + e.lock() + "` held",
            "acquire `"
                + e.lock()
                + "` first, or mark this method @MustHold(\""
                + e.lock()
                + "\")");
  }
}

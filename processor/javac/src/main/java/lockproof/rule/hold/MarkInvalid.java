package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A mark cannot mean what it says. */
public final class MarkInvalid extends Rule<Event.MarkBroken> {
  /** The rule. */
  public MarkInvalid() {
    super(
        "mark-invalid", Severity.ERROR, "a mark cannot mean what it says", Event.MarkBroken.class);
  }

  @Override
  protected Verdict judge(Event.MarkBroken e) {
    return Verdict.of(
        e.site(),
        "the mark " + e.mark() + " is not kept: " + e.why(),
        "correct the body, or remove the mark");
  }
}

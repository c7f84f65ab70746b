package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** The result of a try-acquisition is used without the test it asks for. */
public final class TryUnchecked extends Rule<Event.Dropped> {
  /** The rule. */
  public TryUnchecked() {
    super(
        "try-unchecked",
        Severity.ERROR,
        "the result of a try-acquisition is used without the test it asks for",
        Event.Dropped.class);
  }

  @Override
  protected Verdict judge(Event.Dropped e) {
    return !e.attempt()
        ? null
        : Verdict.of(
            e.site(),
            "nobody looks at whether `" + e.what() + "` succeeded",
            "test the result, and go on only if the lock was taken");
  }
}

package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A wait is not in a loop that tests its condition. */
public final class AwaitNotInLoop extends Rule<Event.AwaitOutsideLoop> {
  /** The rule. */
  public AwaitNotInLoop() {
    super(
        "await-not-in-loop",
        Severity.ERROR,
        "a wait is not in a loop that tests its condition",
        Event.AwaitOutsideLoop.class);
  }

  @Override
  protected Verdict judge(Event.AwaitOutsideLoop e) {
    return Verdict.of(
        e.site(),
        "`" + e.what() + "` is not in a loop: it may return although nothing has happened",
        "write `while (!condition) { ... " + e.what() + "(); }`");
  }
}

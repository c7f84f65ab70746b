package lockproof.rule.context;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A scope is closed while a guard that depends on it is open. */
public final class ContextOutlived extends Rule<Event.ClosedEarly> {
  /** The rule. */
  public ContextOutlived() {
    super(
        "context-outlived",
        Severity.ERROR,
        "a scope is closed while a guard that depends on it is open",
        Event.ClosedEarly.class);
  }

  @Override
  protected Verdict judge(Event.ClosedEarly e) {
    return Verdict.of(
            e.site(),
            "the scope ends while `" + e.guard() + "`, which depends on it, is still open",
            "close the guard first; try-with-resources closes in reverse order")
        .and("guard", "`" + e.guard() + "` opened", e.opened());
  }
}

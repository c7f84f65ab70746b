package lockproof.rule.context;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A token is used after its scope ended. */
public final class ContextClosed extends Rule<Event.UsedAfterClose> {
  /** The rule. */
  public ContextClosed() {
    super(
        "context-closed",
        Severity.ERROR,
        "a token is used after its scope ended",
        Event.UsedAfterClose.class);
  }

  @Override
  protected Verdict judge(Event.UsedAfterClose e) {
    return !e.token()
        ? null
        : Verdict.of(
                e.site(),
                "`" + e.what() + "` is used after its scope ended",
                "use it inside the scope; `catch` and `finally` of its own try are outside")
            .and("ended", "the scope ends", e.closed());
  }
}

package lockproof.rule.context;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A token is made by a cast instead of being opened. */
public final class ContextForged extends Rule<Event.ContextNeeded> {
  /** The rule. */
  public ContextForged() {
    super(
        "context-forged",
        Severity.ERROR,
        "a token is made by a cast instead of being opened",
        Event.ContextNeeded.class);
  }

  @Override
  protected Verdict judge(Event.ContextNeeded e) {
    return e.problem() != Event.TokenProblem.FORGED
        ? null
        : Verdict.of(
            e.site(),
            "the token for `" + e.callee() + "` is made by a cast: it proves nothing",
            "open the context, or take the token as a parameter");
  }
}

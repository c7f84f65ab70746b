package lockproof.rule.context;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A call needs a context that is not proven. */
public final class ContextMissing extends Rule<Event.ContextNeeded> {
  private static final String HAND_OVER =
      "hand the call over to where it belongs, or correct the mark";

  /** The rule. */
  public ContextMissing() {
    super(
        "context-missing",
        Severity.ERROR,
        "a call needs a context that is not proven",
        Event.ContextNeeded.class);
  }

  @Override
  protected Verdict judge(Event.ContextNeeded e) {
    String what =
        switch (e.problem()) {
          case NULL -> "the token is null";
          case MAYBE_NULL -> "the token may be null";
          case CLOSED -> "its scope is closed";
          case ABSENT -> "no live token is in sight";
          case FORGED, ELSEWHERE, UNSAID -> null;
        };
    if (e.problem() == Event.TokenProblem.ELSEWHERE) {
      return Verdict.of(
          e.site(),
          "`"
              + e.callee()
              + "` needs to run in `"
              + e.context()
              + "`, but this code runs "
              + e.here(),
          HAND_OVER);
    }
    if (e.problem() == Event.TokenProblem.UNSAID) {
      return Verdict.of(
              e.site(),
              "`"
                  + e.callee()
                  + "` needs to run in `"
                  + e.context()
                  + "`, and nothing says that this code does",
              "put the same mark on this method, assert where it runs, or hand the call over")
          .as(Severity.OFF);
    }
    return what == null
        ? null
        : Verdict.of(
            e.site(),
            "`" + e.callee() + "` needs the context `" + e.context() + "`, but " + what,
            "open the scope in try-with-resources and pass its token, or take the token as a parameter");
  }
}

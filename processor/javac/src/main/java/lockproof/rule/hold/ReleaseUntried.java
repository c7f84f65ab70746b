package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** The release after an attempt that may have failed. */
public final class ReleaseUntried extends Rule<Event.ReleasedWrongly> {
  /** The rule. */
  public ReleaseUntried() {
    super(
        "try-unchecked",
        Severity.ERROR,
        "the result of a try-acquisition is used without the test it asks for",
        Event.ReleasedWrongly.class);
  }

  @Override
  protected Verdict judge(Event.ReleasedWrongly e) {
    return e.problem() != Event.ReleaseProblem.FAILED_TRY
        ? null
        : Verdict.of(
                e.site(),
                "`"
                    + e.name()
                    + "` is released here although the attempt to take it may have failed",
                "release only where the attempt succeeded")
            .and("tried", "the attempt", e.before());
  }
}

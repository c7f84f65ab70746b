package lockproof.rule.hold;

import lockproof.contract.Mode;
import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A lock is released that is not held, is released twice, or in the wrong mode. */
public final class LockUnbalanced extends Rule<Event.ReleasedWrongly> {
  /** The rule. */
  public LockUnbalanced() {
    super(
        "lock-unbalanced",
        Severity.ERROR,
        "a lock is released that is not held, is released twice, or in the wrong mode",
        Event.ReleasedWrongly.class);
  }

  @Override
  protected Verdict judge(Event.ReleasedWrongly e) {
    String what =
        switch (e.problem()) {
          case NOT_HELD -> "is released here but is not held";
          case TWICE -> "is released here a second time";
          case WRONG_MODE ->
              "is released here in the wrong mode: it is held "
                  + (e.mode() == Mode.SHARED ? "for reading" : "for writing");
          case SOME_PATHS -> "is released here but was acquired on some paths only";
          case FAILED_TRY -> null;
        };
    return what == null
        ? null
        : Verdict.of(
                e.site(),
                "`" + e.name() + "` " + what,
                "release once, exactly where it was acquired: acquire before `try`, release in `finally`")
            .and(
                e.problem() == Event.ReleaseProblem.WRONG_MODE ? "held" : "before",
                e.problem() == Event.ReleaseProblem.WRONG_MODE ? "acquired" : "given back",
                e.before());
  }
}

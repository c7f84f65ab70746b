package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A lock, guard or scope is not released on every path. */
public final class GuardLeak extends Rule<Event.Leaked> {
  /** The rule. */
  public GuardLeak() {
    super(
        "guard-leak",
        Severity.ERROR,
        "a lock, guard or scope is not released on every path",
        Event.Leaked.class);
  }

  @Override
  protected Verdict judge(Event.Leaked e) {
    String how =
        switch (e.kind()) {
          case RETURN -> "is not released on every path that returns";
          case THROW -> "is not released when the exception is thrown";
          case CALL -> "is not released if a call in between throws";
        };
    Verdict v =
        Verdict.of(
            e.site(),
            "`" + e.name() + "` " + how,
            e.scope()
                ? "open it in try-with-resources"
                : "follow the acquisition with `try` and release in `finally`");
    return e.kind() == Event.LeakKind.CALL ? v.as(Severity.WARNING) : v;
  }
}

package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** Guarded data is touched without its lock, or written under a shared hold. */
public final class GuardedAccess extends Rule<Event.Unguarded> {
  /** The rule. */
  public GuardedAccess() {
    super(
        "guarded-access",
        Severity.ERROR,
        "guarded data is touched without its lock, or written under a shared hold",
        Event.Unguarded.class);
  }

  @Override
  protected Verdict judge(Event.Unguarded e) {
    String verb = e.write() ? "written" : "read";
    String how =
        e.shared()
            ? "while `" + e.lock() + "` is held for reading only"
            : "without holding `" + e.lock() + "`";
    String hint = e.otherHeld() != null && !e.shared() ? " (`" + e.otherHeld() + "` is held)" : "";
    Verdict v =
        Verdict.of(
            e.site(),
            "`" + e.what() + "` is " + verb + " " + how + hint,
            "hold `"
                + e.lock()
                + "` here"
                + (e.inferred() ? "" : ", or mark the method @MustHold(\"" + e.lock() + "\")"));
    return v.and("evidence", "written under the lock", e.evidence());
  }
}

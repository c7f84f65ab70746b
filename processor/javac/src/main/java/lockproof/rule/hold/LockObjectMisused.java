package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A lock object is used as a monitor, or an object that nobody else can take. */
public final class LockObjectMisused extends Rule<Event.MonitorOfLock> {
  /** The rule. */
  public LockObjectMisused() {
    super(
        "lock-object-misused",
        Severity.ERROR,
        "a lock object is used as a monitor",
        Event.MonitorOfLock.class);
  }

  @Override
  protected Verdict judge(Event.MonitorOfLock e) {
    if (e.how().equals("new")) {
      return Verdict.of(
          e.site(),
          "the monitor of `" + e.what() + "` is nobody else's: it keeps nobody out",
          "name the object whose monitor the others take");
    }
    return Verdict.of(
        e.site(),
        e.how().equals("synchronized")
            ? "`synchronized` on `" + e.what() + "` takes its monitor, not the lock"
            : "`" + e.how() + "` on `" + e.what() + "` uses its monitor, not the lock",
        "use the methods of the lock");
  }
}

package lockproof.rule.hold;

import lockproof.contract.Mode;
import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A lock that is not reentrant is acquired while it is held here. */
public final class SelfDeadlock extends Rule<Event.Acquired> {
  /** The rule. */
  public SelfDeadlock() {
    super(
        "self-deadlock",
        Severity.ERROR,
        "a lock that is not reentrant is acquired while it is held here",
        Event.Acquired.class);
  }

  @Override
  protected Verdict judge(Event.Acquired e) {
    if (e.held() == null || e.attempt()) {
      return null;
    }
    boolean upgrade = e.held() == Mode.SHARED && e.mode() == Mode.EXCLUSIVE;
    boolean again = !e.reentrant() && !(e.held() == Mode.SHARED && e.mode() == Mode.SHARED);
    if (!upgrade && !again) {
      return null;
    }
    return Verdict.of(
            e.site(),
            upgrade
                ? "`"
                    + e.name()
                    + "` is acquired for writing while it is held for reading: this waits for itself"
                : "`" + e.name() + "` is acquired while it is held already: this waits for itself",
            upgrade
                ? "release the read lock first and check again, or convert"
                : "acquire once, and call what needs it")
        .and("held", "`" + e.name() + "` acquired", e.before());
  }
}

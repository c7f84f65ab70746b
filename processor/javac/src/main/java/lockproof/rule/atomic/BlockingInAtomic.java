package lockproof.rule.atomic;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** The thread may be put to sleep where others spin for it, or an event loop stands still. */
public final class BlockingInAtomic extends Rule<Event.Sleeps> {
  /** The rule. */
  public BlockingInAtomic() {
    super(
        "blocking-in-atomic",
        Severity.ERROR,
        "something that may sleep is called where the thread must not",
        Event.Sleeps.class);
  }

  @Override
  protected Verdict judge(Event.Sleeps e) {
    return Verdict.of(
            e.site(),
            "`"
                + e.what()
                + "` may put the thread to sleep "
                + (e.lock() ? "while `" + e.region() + "` is held" : "in `" + e.region() + "`"),
            e.lock()
                ? "release `" + e.region() + "` first, or take a lock that may be held asleep"
                : "hand the work to a thread that may wait, and come back with the result")
        .and(e.lock() ? "held" : "since", e.lock() ? "acquired" : "opened", e.since())
        .and("sleeps", "`" + e.what() + "`", e.within());
  }
}

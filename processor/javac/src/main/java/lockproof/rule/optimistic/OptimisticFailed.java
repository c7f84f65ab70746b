package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.engine.Section;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A value read in an optimistic section is used after its validation failed. */
public final class OptimisticFailed extends Rule<Event.TentativeUse> {
  /** The rule. */
  public OptimisticFailed() {
    super(
        "optimistic-failed",
        Severity.ERROR,
        "a value read in an optimistic section is used after its validation failed",
        Event.TentativeUse.class);
  }

  @Override
  protected Verdict judge(Event.TentativeUse e) {
    return e.reread() || !(e.stale() || e.state() == Section.State.SPOILED)
        ? null
        : Verdict.of(
                e.site(),
                "`"
                    + e.what()
                    + "` depends on data of `"
                    + e.lock()
                    + "` whose validation failed, and is "
                    + (e.how() == Event.How.DECIDED
                        ? "the reason for leaving here"
                        : e.how().words()),
                "read it again under the read lock, or in a new section")
            .and("section", "opened", e.begun());
  }
}

package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.engine.Section;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A value read in an optimistic section is used before, or without, a successful validation. */
public final class OptimisticUnvalidated extends Rule<Event.TentativeUse> {
  /** The rule. */
  public OptimisticUnvalidated() {
    super(
        "optimistic-unvalidated",
        Severity.ERROR,
        "a value read in an optimistic section is used before, or without, a successful validation",
        Event.TentativeUse.class);
  }

  @Override
  protected Verdict judge(Event.TentativeUse e) {
    return e.reread() || e.stale() || e.state() == Section.State.SPOILED
        ? null
        : Verdict.of(
                e.site(),
                e.how() == Event.How.DECIDED
                    ? "data of `"
                        + e.lock()
                        + "` that was not validated is the reason for leaving here"
                    : "`"
                        + e.what()
                        + "` depends on data of `"
                        + e.lock()
                        + "` that was not validated, and is "
                        + e.how().words(),
                "validate the stamp first, and use the value only if that succeeds")
            .and("section", "opened", e.begun());
  }
}

package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A torn value is used where it can throw or hang. */
public final class OptimisticHazard extends Rule<Event.Hazard> {
  /** The rule. */
  public OptimisticHazard() {
    super(
        "optimistic-hazard",
        Severity.ERROR,
        "a torn value is used where it can throw or hang",
        Event.Hazard.class);
  }

  @Override
  protected Verdict judge(Event.Hazard e) {
    return Verdict.of(
            e.site(),
            "`" + e.what() + "` can throw or hang: data of `" + e.lock() + "` may be torn here",
            "validate first, bound it by the same local snapshot, or catch and validate again")
        .and("section", "opened", e.begun());
  }
}

package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A write or side effect inside a section that may be retried. */
public final class OptimisticEffect extends Rule<Event.SectionEffect> {
  /** The rule. */
  public OptimisticEffect() {
    super(
        "optimistic-effect",
        Severity.ERROR,
        "a write or side effect inside a section that may be retried",
        Event.SectionEffect.class);
  }

  @Override
  protected Verdict judge(Event.SectionEffect e) {
    return Verdict.of(
            e.site(),
            "this "
                + e.what()
                + " inside an optimistic section of `"
                + e.lock()
                + "`, which may be retried",
            "do it after the validation")
        .and("section", "opened", e.begun());
  }
}

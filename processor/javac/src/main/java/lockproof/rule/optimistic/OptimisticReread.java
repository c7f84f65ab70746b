package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** What is used was read outside the validated section. */
public final class OptimisticReread extends Rule<Event.TentativeUse> {
  /** The rule. */
  public OptimisticReread() {
    super(
        "optimistic-reread",
        Severity.ERROR,
        "what is used was read outside the validated section",
        Event.TentativeUse.class);
  }

  @Override
  protected Verdict judge(Event.TentativeUse e) {
    return !e.reread()
        ? null
        : Verdict.of(
                e.site(),
                "`"
                    + e.what()
                    + "` was read outside the validated section of `"
                    + e.lock()
                    + "`, and is "
                    + e.how().words(),
                "copy it to a local inside the section, validate, then use the copy")
            .and("section", "opened", e.begun());
  }
}

package lockproof.rule.hold;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** The result of an acquisition is ignored or used as a temporary. */
public final class GuardDropped extends Rule<Event.Dropped> {
  /** The rule. */
  public GuardDropped() {
    super(
        "guard-dropped",
        Severity.ERROR,
        "the result of an acquisition is ignored or used as a temporary",
        Event.Dropped.class);
  }

  @Override
  protected Verdict judge(Event.Dropped e) {
    return e.attempt()
        ? null
        : Verdict.of(
            e.site(),
            "what `" + e.what() + "` returns is dropped: nothing can release it any more",
            "keep it in a try-with-resources variable, or use the closure form (`run`, `call`, `callWith`)");
  }
}

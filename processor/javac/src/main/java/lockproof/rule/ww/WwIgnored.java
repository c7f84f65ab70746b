package lockproof.rule.ww;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A lock set was told to back off, and goes on. */
public final class WwIgnored extends Rule<Event.AnswerIgnored> {
  /** The rule. */
  public WwIgnored() {
    super(
        "ww-ignored",
        Severity.ERROR,
        "the answer that a mutex is not locked is not acted upon",
        Event.AnswerIgnored.class);
  }

  @Override
  protected Verdict judge(Event.AnswerIgnored e) {
    if (e.answer() == null) {
      return Verdict.of(
              e.site(),
              "the signal to back off from `" + e.what() + "` is swallowed here",
              "let it pass: catch only what is meant, or throw it again")
          .and("then", "it goes on", e.next());
    }
    return Verdict.of(
            e.site(),
            "`" + e.what() + "` may answer " + e.answer() + ", which nobody acts upon",
            "look at the answer: release what is held and begin again, or do without the mutex")
        .and("then", "it goes on", e.next());
  }
}

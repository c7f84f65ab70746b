package lockproof.rule.ww;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** The type does not vouch for the class of locks. */
public final class WwClass extends Rule<Event.ClassMistaken> {
  /** The rule. */
  public WwClass() {
    super(
        "ww-class",
        Severity.ERROR,
        "what names a class of lock sets is not one to one with it",
        Event.ClassMistaken.class);
  }

  @Override
  protected Verdict judge(Event.ClassMistaken e) {
    return switch (e.mistake()) {
      case MADE_AGAIN ->
          Verdict.of(
              e.site(),
              "`" + e.what() + "` is run more than once, and there is one instance for each type",
              "keep it in a static final field");
      case RAW ->
          Verdict.of(
              e.site(),
              "`" + e.what() + "` does not say which class of locks it is of",
              "name the class by its type argument");
      case CAST ->
          Verdict.of(
              e.site(),
              "the cast to `" + e.what() + "` claims a class of locks that nothing proves",
              "keep the type argument from where the lock was made");
    };
  }
}

package lockproof.rule.optimistic;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A stamp is used for what it does not stand for. */
public final class StampMisuse extends Rule<Event.StampMisused> {
  /** The rule. */
  public StampMisuse() {
    super(
        "stamp-misuse",
        Severity.ERROR,
        "a stamp is used for what it does not stand for",
        Event.StampMisused.class);
  }

  @Override
  protected Verdict judge(Event.StampMisused e) {
    String what =
        switch (e.problem()) {
          case WRONG_LOCK -> "the stamp of `" + e.stamp() + "` is used with `" + e.lock() + "`";
          case OPTIMISTIC ->
              "an optimistic stamp of `" + e.lock() + "` is given to an unlock: nothing is held";
          case ZERO ->
              "the stamp given to the unlock of `" + e.lock() + "` is zero: nothing is held";
          case RELEASED -> "the stamp of `" + e.lock() + "` was released before";
          case CONVERTED ->
              "the stamp of `" + e.lock() + "` was converted: the old one stands for nothing";
          case WRONG_MODE -> "the stamp of `" + e.lock() + "` stands for another mode";
          case OVERWRITTEN -> "the stamp that `" + e.lock() + "` is held with is overwritten";
          case COMPUTED -> "a stamp of `" + e.lock() + "` was changed by arithmetic";
          case DISCARDED ->
              "the stamp that `" + e.lock() + "` returns is dropped: nothing can be validated";
          case NOT_REFRESHED ->
              "the stamp of `" + e.lock() + "` is not taken anew: no retry can succeed";
          case UNKNOWN -> "the stamp given to `" + e.lock() + "` is not one of its stamps";
        };
    return Verdict.of(e.site(), what, "keep each stamp with its lock and its latest mode")
        .and("origin", "the stamp", e.origin());
  }
}

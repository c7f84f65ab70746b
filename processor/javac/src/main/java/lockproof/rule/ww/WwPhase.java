package lockproof.rule.ww;

import lockproof.engine.Event;
import lockproof.rule.Rule;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** A step of a set of locks at a time when it cannot be taken. */
public final class WwPhase extends Rule<Event.SetMisused> {
  /** The rule. */
  public WwPhase() {
    super(
        "ww-phase",
        Severity.ERROR,
        "a step of a lock set at a time when it cannot be taken",
        Event.SetMisused.class);
  }

  @Override
  protected Verdict judge(Event.SetMisused e) {
    String what = "`" + e.what() + "`";
    return switch (e.problem()) {
      case AFTER_DONE ->
          verdict(
              e,
              what + " is locked after the set said that it locks no more",
              "lock it before",
              "done",
              "said");
      case AFTER_USE ->
          verdict(
              e,
              what + " is locked after data of the set was used",
              "lock all first, and look at data with `read` until then",
              "data",
              "used");
      case DONE_TWICE ->
          verdict(e, what + " is told twice that all is locked", "say it once", "first", "said");
      case CLOSED ->
          verdict(
              e,
              what + " is used after its end",
              "open another one, or close it later",
              "end",
              "closed");
      case STILL_HOLDING ->
          verdict(
              e,
              "the set is closed while it holds " + what,
              "release what it holds before it is closed",
              "set",
              "opened");
      case NOT_HELD ->
          verdict(
              e, what + " is not locked in this set", "lock it in the set first", "set", "opened");
      case HELD_ALREADY ->
          verdict(
              e,
              what + " is locked in this set already",
              "lock it once, or by the form that is content with that",
              "set",
              "begun");
      case SLOW_UNNEEDED ->
          verdict(
              e,
              what + " is waited for without a deadlock that the set backed off from",
              "lock it in the ordinary way first",
              "set",
              "begun");
      case SLOW_HOLDING ->
          verdict(
              e,
              what + " is waited for while the set still holds others",
              "release all that is held before waiting",
              "deadlock",
              "answered");
      case NOT_IDLE ->
          verdict(
              e,
              what + " is to work over a context that is not fresh",
              "release what the context holds first, or use another context",
              "context",
              "used");
      case TWO_SETS ->
          verdict(
              e,
              what + " begins a second set of one class in one thread",
              "lock all in one set: two can deadlock with another thread",
              "first",
              "begun");
      case LOCKED_ALONE ->
          verdict(
              e,
              what + " waits for a mutex that is no part of the set under way",
              "lock it in the set, or only try to lock it",
              "set",
              "begun");
      case HOLDS_ALONE ->
          verdict(
              e,
              "a set is begun while " + what + " is held without one",
              "lock both in the set",
              "mutex",
              "locked");
      case OTHER_SET ->
          verdict(
              e,
              what + " is proof of another set, or of an earlier one",
              "use what was locked in this set",
              "set",
              "begun");
      case ESCAPED ->
          verdict(
              e,
              what + " takes a proof out of the set that it is good in",
              "return it to the closure that uses it, and keep it nowhere else",
              "set",
              "begun");
    };
  }

  private static Verdict verdict(
      Event.SetMisused e, String message, String fix, String label, String since) {
    return Verdict.of(e.site(), message, fix).and(label, since, e.since());
  }
}

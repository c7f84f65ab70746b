package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockproof.contract.Mark;
import lockproof.contract.Mode;
import lockproof.contract.Outcome;

/** Operations on stamps: validating, unlocking and converting with them. */
final class Stamps {
  private final Machine m;

  Stamps(Machine m) {
    this.m = m;
  }

  /** The stamp that an acquisition validates at the same time, or null. */
  Sym given(Call call) {
    return call.contract().has("Validates") ? stamp(call).sym() : null;
  }

  /** The acquisition has found the section undisturbed, or not. */
  void validated(World w, Call call, Sym stamp, boolean good) {
    Section s = stamp == null ? null : w.sections.get(stamp);
    if (s != null && s.lock().equals(lock(call))) {
      if (good) {
        m.sections.settle(w, stamp);
      } else {
        m.sections.spoil(w, stamp);
      }
    }
  }

  private Sym lock(Call call) {
    Sym s = call.receiver().sym();
    return s == null ? m.site(call.at()) : LockPaths.lockOf(s);
  }

  private Value stamp(Call call) {
    int i = call.contract().parameterWith("Stamp");
    return i < 0 || i >= call.args().size() ? Value.UNKNOWN : call.args().get(i);
  }

  private Map.Entry<LockKey, Hold> holdOf(World w, Sym stamp) {
    for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
      if (stamp != null && stamp.equals(e.getValue().stamp()) && e.getValue().held()) {
        return Map.entry(e.getKey(), e.getValue());
      }
    }
    return null;
  }

  private void misused(Call call, Event.StampProblem problem, Value stamp, Tree origin) {
    m.emit(
        () ->
            new Event.StampMisused(
                stamp.sym() == null ? m.cause(call.at()) : m.causeSince(stamp.sym(), call.at()),
                problem,
                stamp.sym() == null ? "the stamp" : Names.of(stamp.sym()),
                Names.of(lock(call)),
                origin == null ? null : m.here(origin)));
  }

  List<Out> validate(World w, Call call) {
    Mark mark = call.contract().mark("Validates").get();
    Value stamp = stamp(call);
    String path = mark.text("value", "this");
    Sym lock =
        path.equals("this")
            ? lock(call)
            : m.holds.resolve(path, call.receiver().sym(), Env.typeOf(call.method()), call.names());
    return m.sections.validate(
        w,
        lock == null ? lock(call) : lock,
        stamp,
        mark.constant("on", Outcome.TRUE) == Outcome.TRUE,
        call.at());
  }

  /** Unlocks with a stamp. */
  List<Out> release(World w, Call call, Mode mode, Outcome on) {
    Value stamp = stamp(call);
    Sym s = stamp.sym();
    Sym lock = lock(call);
    Map.Entry<LockKey, Hold> hold = holdOf(w, s);
    Value result = new Value(m.site(call.at()), Set.of());
    if (hold != null) {
      if (!hold.getKey().lock().equals(lock)) {
        misused(call, Event.StampProblem.WRONG_LOCK, stamp, hold.getValue().at());
        drop(w, lock);
        w.holds.put(
            hold.getKey(), Hold.byCaller(hold.getKey().mode(), hold.getValue().at()).stamp(s));
      } else if (mode != Mode.ANY && mode != hold.getKey().mode()) {
        misused(call, Event.StampProblem.WRONG_MODE, stamp, hold.getValue().at());
        w.holds.put(hold.getKey(), Hold.not(Hold.Why.RELEASED, call.at()));
      } else {
        m.holds.release(w, lock, hold.getKey().mode(), s, call.at());
      }
      return List.of(new Out(w, result));
    }
    if (s != null && m.paths.isZero(w, s) == Boolean.TRUE) {
      misused(call, Event.StampProblem.ZERO, stamp, null);
      return List.of();
    } else if (s != null && w.sections.containsKey(s)) {
      misused(call, Event.StampProblem.OPTIMISTIC, stamp, w.sections.get(s).at());
      return List.of();
    } else if (s instanceof Sym.Site || (s instanceof Sym.Prev && !anySeveral(w))) {
      Hold now = w.holds.get(Holds.key(lock, mode));
      if (now != null && !now.held()) {
        m.holds.release(w, lock, mode, s, call.at());
      } else if (m.holds.heldMode(w, lock) != null && s instanceof Sym.Site site && ours(site)) {
        misused(call, Event.StampProblem.CONVERTED, stamp, site.at());
        drop(w, lock);
      } else {
        m.holds.release(w, lock, mode, s, call.at());
      }
    } else if (s instanceof Sym.Term && m.holds.heldMode(w, lock) != null) {
      misused(call, Event.StampProblem.COMPUTED, stamp, null);
      drop(w, lock);
    } else {
      m.holds.release(w, lock, mode, s, call.at());
    }
    return List.of(new Out(w, result));
  }

  private boolean ours(Sym.Site site) {
    return !(site.at() instanceof com.sun.source.tree.VariableTree);
  }

  private static boolean anySeveral(World w) {
    return w.holds.values().stream().anyMatch(Hold::several);
  }

  private void drop(World w, Sym lock) {
    w.holds.remove(new LockKey(lock, Mode.EXCLUSIVE));
    w.holds.remove(new LockKey(lock, Mode.SHARED));
  }

  /** Exchanges a stamp for one of another mode. */
  List<Out> convert(World w, Call call) {
    Mode to = call.contract().mark("Converts").get().constant("to", Mode.ANY);
    Value stamp = stamp(call);
    Sym s = stamp.sym();
    Sym lock = lock(call);
    m.holds.used(lock, s);
    List<Out> outs = new ArrayList<>();
    if (s != null && m.paths.isZero(w, s) == Boolean.TRUE) {
      outs.add(new Out(w, Value.of(Sym.ZERO)));
      return outs;
    }
    Map.Entry<LockKey, Hold> hold = holdOf(w, s);
    Section section = s == null ? null : w.sections.get(s);
    if (section != null && !section.lock().equals(lock)) {
      misused(call, Event.StampProblem.WRONG_LOCK, stamp, section.at());
      section = null;
    }
    boolean canFail = hold == null || (hold.getKey().mode() == Mode.SHARED && to == Mode.EXCLUSIVE);
    if (canFail) {
      World failed = w.copy();
      if (section != null && to != Mode.EXCLUSIVE) {
        m.sections.spoil(failed, s);
      }
      m.sections.undecided(failed, lock);
      outs.add(new Out(failed, Value.of(Sym.ZERO)));
    }
    if (section != null) {
      if (section.state() == Section.State.SPOILED || section.state() == Section.State.DEAD) {
        return outs;
      }
      m.sections.settle(w, s);
    }
    if (hold != null && hold.getKey().mode() == to && hold.getKey().lock().equals(lock)) {
      outs.add(new Out(w, stamp));
      return outs;
    }
    Sym made = m.site(call.at());
    w.facts.put(made, Fact.NONZERO);
    if (hold != null) {
      w.holds.remove(hold.getKey());
      m.holds.converted(hold.getValue().at());
      if (to == Mode.OPTIMISTIC) {
        w.holds.put(hold.getKey(), Hold.not(Hold.Why.RELEASED, call.at()));
      }
    }
    if (to == Mode.OPTIMISTIC) {
      outs.add(
          new Out(
              w, section != null && hold == null ? stamp : m.sections.open(w, lock, call.at())));
      if (hold != null) {
        m.holds.forgetMemory(w);
      }
      return outs;
    }
    Hold acquired =
        Hold.acquired(to, made, hold == null ? call.at() : hold.getValue().at()).recheck();
    if (hold == null) {
      m.sections.taken(w, lock, Mode.SHARED);
    }
    w.holds.put(new LockKey(lock, to), acquired);
    outs.add(new Out(w, Value.of(made)));
    return outs;
  }

  /** Tests what a stamp stands for. */
  List<Out> is(World w, Call call, Mode mode, Value stamp, boolean on) {
    Sym s = stamp.sym();
    Map.Entry<LockKey, Hold> hold = holdOf(w, s);
    Boolean answer = null;
    if (hold != null) {
      answer = mode == Mode.ANY || hold.getKey().mode() == mode;
    } else if (s != null && m.paths.isZero(w, s) == Boolean.TRUE) {
      answer = false;
    } else if (s != null && w.sections.containsKey(s)) {
      answer = mode == Mode.OPTIMISTIC;
    }
    if (answer == null) {
      Sym asked = m.term("is " + mode, s, Sym.NULL);
      return List.of(new Out(w, Value.of(asked)));
    }
    return List.of(new Out(w, Value.of(Sym.truth(answer == on))));
  }
}

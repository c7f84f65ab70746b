package lockproof.engine;

import java.util.Map;
import java.util.Set;
import javax.lang.model.type.TypeMirror;
import lockproof.engine.Event.SetProblem;
import lockproof.engine.SetState.Nature;
import lockproof.engine.SetState.Stage;
import lockproof.engine.SetTypes.Role;

/** What else a thread holds of a class of mutexes while it has, or begins, a set. */
final class SetRivals {
  private final LockSets sets;

  SetRivals(LockSets sets) {
    this.sets = sets;
  }

  /** A set is begun: the thread has no other of the class, and no mutex of it. */
  void begins(World w, String of, Call call) {
    if (of == null) {
      return;
    }
    for (Map.Entry<Sym, SetState> e : w.sets.entrySet()) {
      SetState s = e.getValue();
      if (!of.equals(s.of())
          || s.stage() == Stage.CLOSED
          || (s.nature() == Nature.CONTEXT && mayBeOver(call.receiver().sym()))) {
        continue;
      }
      if (s.nature() != Nature.ALONE) {
        sets.misused(call.at(), SetProblem.TWO_SETS, Names.text(call.at()), s);
        return;
      }
      if (w.holds(e.getKey())) {
        sets.misused(call.at(), SetProblem.HOLDS_ALONE, Names.of(e.getKey()), s);
        return;
      }
    }
  }

  /** Whether it came from elsewhere, where it may have been put over a context. */
  private static boolean mayBeOver(Sym receiver) {
    return receiver instanceof Sym.Root
        || receiver instanceof Sym.Read
        || (receiver instanceof Sym.Field f && f.base() != null);
  }

  /** A mutex is locked without a set; {@code waits} unless it is merely tried. */
  void lockedAlone(World w, Call call, boolean waits) {
    TypeMirror type = sets.receiverType(call);
    if (!sets.types().is(type, Role.MEMBER)) {
      return;
    }
    String of = sets.types().classOf(type);
    Sym mutex = call.receiver().sym();
    for (Map.Entry<Sym, SetState> e : w.sets.entrySet()) {
      SetState s = e.getValue();
      if (of == null || !waits || !of.equals(s.of()) || s.stage() == Stage.CLOSED) {
        continue;
      }
      if (s.nature() != Nature.ALONE || (!e.getKey().equals(mutex) && w.holds(e.getKey()))) {
        sets.misused(call.at(), SetProblem.LOCKED_ALONE, Names.text(call.at()), s);
        break;
      }
    }
    if (mutex != null) {
      w.sets.put(
          mutex, SetState.begun(Nature.ALONE, Stage.ACQUIRING, of, Set.of(mutex), call.at()));
    }
  }
}

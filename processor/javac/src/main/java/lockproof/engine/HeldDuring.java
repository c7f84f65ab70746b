package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.Set;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** Methods that hold a lock while they run the closures they are given. */
final class HeldDuring {
  private final Machine m;

  HeldDuring(Machine m) {
    this.m = m;
  }

  /** Takes what the method holds while it runs its closures; false if that waits for itself. */
  boolean begin(World w, Call call) {
    Mark mark = call.contract().mark("HeldDuring").orElse(null);
    if (mark == null) {
      return true;
    }
    Sym guard = m.site(call.at());
    m.scopes.lent(w, guard, call.at());
    m.sets.rivals().lockedAlone(w, call, true);
    for (Sym lock : m.contracted.preconditions().locks(call, mark, "this")) {
      if (!m.holds.acquire(
          w,
          lock,
          mark.constant("mode", Mode.ANY),
          guard,
          m.contracted.reentrant(call),
          false,
          call.at())) {
        return false;
      }
    }
    return true;
  }

  /** What the closure is given may not leave it. */
  Set<Dep> lent(World w, Call call) {
    Sym guard = new Sym.Site(call.at(), m.frame);
    return call.contract().has("HeldDuring") && w.scopes.containsKey(guard)
        ? Set.of(new Dep(Dep.Kind.BORROWED, guard))
        : Set.of();
  }

  /** A closure returns: guarded data must not go with it. */
  void givenBack(World w, Value v, Tree closure) {
    if (v.deps().stream()
        .anyMatch(d -> d.kind() == Dep.Kind.BORROWED && w.scopes.containsKey(d.region()))) {
      m.scopes.escaped(w, v, closure, Event.How.RETURNED, "return a copy of what is needed");
    }
  }

  void end(World w, Call call) {
    Mark mark = call.contract().mark("HeldDuring").orElse(null);
    if (mark != null) {
      for (Sym lock : m.contracted.preconditions().locks(call, mark, "this")) {
        m.holds.release(w, lock, mark.constant("mode", Mode.ANY), null, call.at());
      }
      w.scopes.remove(new Sym.Site(call.at(), m.frame));
    }
  }
}

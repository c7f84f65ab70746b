package lockproof.engine;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** Methods that hold a lock while they run the closures they are given. */
final class HeldDuring {
  private final Machine m;

  /** Scopes that do not hold while a call runs its closures, with what they stood for. */
  private record Suspended(Sym scope, Scope before, Map<LockKey, Hold> holds) {}

  private final Map<Sym, Suspended> suspended = new HashMap<>();

  HeldDuring(Machine m) {
    this.m = m;
  }

  /** Takes what the method holds while it runs its closures; false if that waits for itself. */
  boolean begin(World w, Call call) {
    if (call.contract().has("SuspendedDuring")) {
      suspend(w, call);
    }
    Mark mark = call.contract().mark("HeldDuring").orElse(null);
    if (mark == null) {
      return true;
    }
    Sym guard = guard(call);
    m.note(guard);
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

  /** What stands for the hold: something else than the result of the call. */
  private Sym guard(Call call) {
    Tree at = call.at() instanceof MethodInvocationTree t ? t.getMethodSelect() : call.at();
    return new Sym.Site(at, m.frame);
  }

  /** What the closure is given may not leave it. */
  Set<Dep> lent(World w, Call call) {
    Sym guard = guard(call);
    return call.contract().has("HeldDuring") && w.scopes.containsKey(guard)
        ? Set.of(new Dep(Dep.Kind.BORROWED, guard))
        : Set.of();
  }

  /** A closure returns: guarded data must not go with it. */
  void givenBack(World w, Value v, Tree closure) {
    boolean given = v.sym() instanceof Sym.Site s && s.at() instanceof VariableTree;
    if (given && w.scopes.containsKey(v.sym())
        || v.deps().stream()
            .anyMatch(d -> d.kind() == Dep.Kind.BORROWED && w.scopes.containsKey(d.region()))) {
      m.scopes.escaped(w, v, closure, Event.How.RETURNED, "return a copy of what is needed");
    }
  }

  private void suspend(World w, Call call) {
    Sym scope = call.receiver().sym();
    Scope before = scope == null ? null : w.scopes.get(scope);
    suspended.remove(m.site(call.at()));
    if (before == null || !before.open()) {
      return;
    }
    Map<LockKey, Hold> holds = new LinkedHashMap<>();
    w.holds.forEach(
        (k, h) -> {
          if (h.held() && scope.equals(h.stamp())) {
            holds.put(k, h);
          }
        });
    suspended.put(m.site(call.at()), new Suspended(scope, before, holds));
    m.scopes.close(w, call.receiver(), call.at());
  }

  private void resume(World w, Call call) {
    Suspended s = suspended.get(m.site(call.at()));
    if (s != null) {
      w.scopes.put(s.scope(), s.before());
      w.holds.putAll(s.holds());
      m.holds.forgetMemory(w);
    }
  }

  void end(World w, Call call) {
    if (call.contract().has("SuspendedDuring")) {
      resume(w, call);
    }
    Mark mark = call.contract().mark("HeldDuring").orElse(null);
    if (mark != null) {
      for (Sym lock : m.contracted.preconditions().locks(call, mark, "this")) {
        m.holds.release(w, lock, mark.constant("mode", Mode.ANY), null, call.at());
      }
      if (call.at() instanceof MethodInvocationTree) {
        m.scopes.ended(w, guard(call), call.at());
      } else {
        w.scopes.remove(guard(call));
      }
    }
  }
}

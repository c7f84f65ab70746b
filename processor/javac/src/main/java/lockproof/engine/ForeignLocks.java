package lockproof.engine;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Locks that methods give, and methods that locks have, whose bodies are not in sight. */
final class ForeignLocks {
  private final Machine m;

  ForeignLocks(Machine m) {
    this.m = m;
  }

  /**
   * The lock that the call gives, which is one however often it is asked for; null if it is none.
   */
  Sym got(Call call) {
    boolean told =
        call.contract().has("Pure")
            || call.contract().has("TentativeSafe")
            || call.contract().has("Mutates");
    if (!m.env.marked(call.type(), "LockType")) {
      return null;
    }
    if (told) {
      return ofKey(call);
    }
    boolean isStatic = Env.isStatic(call.method());
    Sym from = isStatic ? new Sym.ClassOf(Env.typeOf(call.method())) : call.receiver().sym();
    List<Sym> given = call.args().stream().map(Value::sym).toList();
    Sym got = from == null || given.contains(null) ? null : new Sym.Got(from, call.method(), given);
    return got == null || Sym.depth(got) > Machine.DEEPEST ? null : got;
  }

  /** The lock that a container has for the key, however it is asked for it. */
  private Sym ofKey(Call call) {
    Sym container = call.receiver().sym();
    Sym key = call.args().isEmpty() ? null : call.args().get(0).sym();
    Sym lock =
        container == null || key == null || Env.isStatic(call.method())
            ? null
            : new Sym.Cell(container, key);
    return lock != null
            && Sym.depth(lock) <= Machine.DEEPEST
            && m.env.contracts.hasMutators(Env.typeOf(call.method()).asType())
        ? lock
        : null;
  }

  /** The locks that the call gives to somebody who says that it is a lock that he takes. */
  List<Sym> given(Call call) {
    List<Sym> locks = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      Sym lock = call.args().get(i).sym();
      if (lock != null && m.env.marked(call.parameter(i).asType(), "LockType")) {
        locks.add(lock);
      }
    }
    return locks;
  }

  /**
   * A lock that is not held is given away, and may come back taken: nothing is known of it any
   * more. Who is given what to do as well gives the lock back himself.
   */
  void lend(World w, Call call) {
    if (call.method().getKind() != ElementKind.METHOD
        || call.args().stream().anyMatch(a -> a.sym() instanceof Sym.Closure)) {
      return;
    }
    for (Sym lock : given(call)) {
      if (m.holds.heldMode(w, lock) == null) {
        Sym itself = LockPaths.lockOf(lock);
        w.holds.keySet().removeIf(k -> k.lock().equals(itself));
        w.blurred = true;
      }
    }
  }

  /** Whether a lock is asked for something that its author added, which may take or release it. */
  boolean extended(Call call) {
    TypeElement type = Env.typeOf(call.method());
    return m.env.marked(type.asType(), "LockType")
        && call.contract().marks().isEmpty()
        && !m.env.contracts.modelled(type.asType())
        && !m.env.written(type, "LockType");
  }
}

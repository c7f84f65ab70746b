package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;

/** Where the thread must not be put to sleep, and what may do that. */
final class Atomics {
  private static final String MARK = "Atomic";

  private final Machine m;

  Atomics(Machine m) {
    this.m = m;
  }

  /**
   * A region in which nobody may sleep.
   *
   * @param name what is held or live
   * @param lock whether it is a lock, and not a context
   * @param since where it began, or null if the caller is in it
   */
  private record Region(String name, boolean lock, Tree since) {}

  /** Whether what may sleep has to be told. */
  boolean judged(World w) {
    return region(w, Set.of()) != null;
  }

  /** A call is about to be made. */
  void called(World w, Call call) {
    Contract c = call.contract();
    if (!c.has("Blocking")) {
      return;
    }
    Sym lock = call.receiver().sym();
    if (lock != null && c.has("Acquires") && m.holds.heldMode(w, lock) != null) {
      return; // taken once more, or a deadlock
    }
    String name =
        Env.isStatic(call.method())
            ? Env.typeOf(call.method()).getSimpleName() + "." + call.name()
            : call.name();
    sleeps(w, call.at(), name, c.has("Awaits") ? released(w, call) : Set.of());
  }

  /** A monitor is about to be entered. */
  void entered(World w, Sym monitor, Tree at) {
    if (m.holds.heldMode(w, monitor) == null) {
      sleeps(w, at, "synchronized", Set.of());
    }
  }

  /** Something may put the thread to sleep; while it does, some locks and guards are released. */
  void sleeps(World w, Tree at, String what, Set<Sym> released) {
    Region r = region(w, released);
    if (r != null) {
      Site site = m.causeSince(r.since(), at);
      Site within = site.tree() == at ? null : m.here(at);
      Site since = r.since() == null ? null : m.here(r.since());
      m.emit(() -> new Event.Sleeps(site, what, r.name(), r.lock(), since, within));
    }
  }

  /** The lock that a wait gives up, and its guard. */
  private static Set<Sym> released(World w, Call call) {
    Set<Sym> released = new LinkedHashSet<>();
    if (call.receiver().sym() instanceof Sym.ConditionOf condition) {
      released.add(condition.lock());
    }
    for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
      Sym guard = e.getValue().stamp();
      if (guard != null
          && (released.contains(e.getKey().lock())
              || call.args().stream().anyMatch(a -> guard.equals(a.sym())))) {
        released.add(guard);
        released.add(e.getKey().lock());
      }
    }
    return released;
  }

  private Region region(World w, Set<Sym> released) {
    for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
      Sym lock = e.getKey().lock();
      if (e.getValue().held() && !released.contains(lock) && atomic(m.lockTypes.typeOf(lock))) {
        return new Region(Names.of(lock), true, e.getValue().at());
      }
    }
    for (Map.Entry<Sym, Scope> e : w.scopes.entrySet()) {
      Scope s = e.getValue();
      if (s.open()
          && !released.contains(e.getKey())
          && s.on().stream().noneMatch(released::contains)
          && atomic(s.type())) {
        return new Region(Names.of(e.getKey()), s.kind() == Scope.Kind.GUARD, s.at());
      }
    }
    for (String context : w.contexts) {
      TypeElement type = Contexts.named(context) ? null : m.env.elements.getTypeElement(context);
      if (type != null && m.env.contracts.typeMark(type, MARK).isPresent()) {
        return new Region(type.getSimpleName().toString(), false, null);
      }
    }
    return null;
  }

  private boolean atomic(TypeMirror type) {
    return type != null && m.env.marked(type, MARK);
  }
}

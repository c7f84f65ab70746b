package lockproof.engine;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Mode;

/** Writes of data that carry no mark: who guards them is what the other writes show. */
final class Inferred {
  private final Machine m;
  private final Guards guards;

  Inferred(Machine m, Guards guards) {
    this.m = m;
    this.guards = guards;
  }

  /** Whether a constructor writes what it has already shown to others: no sign of anything. */
  private boolean afterPublishing() {
    return m.coverage.growing()
        && m.root().owner() != null
        && m.root().owner().getKind() == ElementKind.CONSTRUCTOR;
  }

  /** The activation that answers for what is done here: none that is judged through its callers. */
  private Frame answering() {
    Frame f = m.frame;
    while (f != null && f.owner() instanceof ExecutableElement x && throughCallers(f, x)) {
      f = f.caller();
    }
    return f;
  }

  /**
   * A private method that is called here by way of a reference is called all the same; a lambda
   * that is judged by itself has no callers here.
   */
  private boolean throughCallers(Frame f, ExecutableElement method) {
    return f.caller() == null
        ? f.body() instanceof MethodTree && m.program.throughCallers(method)
        : method.getModifiers().contains(Modifier.PRIVATE) || m.program.throughCallers(method);
  }

  /** Tells of a write, for all to see under which locks the field is written. */
  void written(World w, Sym base, VariableElement f, boolean content, Tree at) {
    Set<Cover> covers = Guards.covers(w, base, true);
    Frame answers = answering();
    if (!covers.isEmpty()
        || (wanting(f, content, covers)
            && !w.blurred
            && !afterPublishing()
            && !guards.constructing(base))) {
      m.emit(
          () ->
              new Event.Written(
                  m.cause(at),
                  at,
                  (answers == null ? m.root() : answers).body(),
                  answers != null,
                  f,
                  content,
                  false,
                  List.copyOf(covers),
                  Guards.taken(w, base),
                  !covers.isEmpty()));
    }
  }

  /** Whether the write lacks the lock that others hold, as far as can be told yet. */
  private boolean wanting(VariableElement f, boolean content, Set<Cover> covers) {
    return open(f, content, covers) && judged(f);
  }

  /** Reports a write without the lock under which others write. */
  void judge(World w, Sym base, VariableElement f, boolean content, boolean whole, Tree at) {
    Set<Cover> covers = Guards.covers(w, base, true);
    if ((content ? m.memory.container(f) : !whole || !Env.volatileField(f))
        && wanting(f, content, covers)) {
      inferred(w, base, f, content, covers, at);
    }
  }

  /** The lock that the field belongs to; who guards what a container contains guards its field. */
  private Map.Entry<Cover, Site> owner(VariableElement f, boolean content) {
    return m.coverage.owner(f, content, !content && m.memory.container(f));
  }

  /** Whether it depends on the method's callers if the write is under the right lock. */
  private boolean open(VariableElement f, boolean content, Set<Cover> covers) {
    if (m.coverage.growing()) {
      return covers.isEmpty();
    }
    Map.Entry<Cover, Site> owner = owner(f, content);
    return owner != null && !covers.contains(owner.getKey());
  }

  /** Whether a write in the method at hand is evidence by itself. */
  private boolean judged(VariableElement f) {
    return m.program.declaredHere(f) && guards.unmarkedRoot();
  }

  private void inferred(
      World w, Sym base, VariableElement f, boolean content, Set<Cover> covers, Tree at) {
    Map.Entry<Cover, Site> owner = owner(f, content);
    if (owner == null
        || guards.constructing(base)
        || covers.contains(owner.getKey())
        || covers.stream().anyMatch(o -> m.coverage.shared(owner.getKey(), o, f, content))
        || (owner.getKey().lock() != null
            && guards.given(owner.getKey().lock())
            && !m.holds.held(w).isEmpty())
        || Guards.uncertain(w)
        || guards.heldFromTheStart(w, owner.getKey(), base)
        || ownerless(w, owner.getKey(), base)
        || guards.toldOfCallee()
        || base instanceof Sym.Site s && !w.fresh.contains(s) && !made(s)) {
      return;
    }
    Cover c = owner.getKey();
    String lock =
        switch (c.kind()) {
          case MONITOR, SELF -> base == null ? "it" : Names.of(base);
          case STATIC -> c.lock() == null ? "the class" : c.lock().getSimpleName().toString();
          default ->
              base == null
                  ? c.lock().getSimpleName().toString()
                  : Names.of(new Sym.Field(base, c.lock()));
        };
    Hold shared =
        w.holds.entrySet().stream()
            .filter(
                e ->
                    e.getValue().held()
                        && e.getKey().mode() == Mode.SHARED
                        && Cover.of(e.getKey().lock(), base).equals(c))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    m.emit(
        () ->
            new Event.Unguarded(
                m.cause(shared, at),
                Guards.name(base, f),
                true,
                shared != null,
                lock,
                Guards.other(w),
                true,
                owner.getValue()));
  }

  /** Whether there is no such lock, as its field is known to be null here. */
  private boolean ownerless(World w, Cover c, Sym base) {
    if (c.lock() == null) {
      return false;
    }
    Sym object = c.kind() == Cover.Kind.STATIC ? null : base;
    Value lock = w.heap.get(new Slot(object, c.lock()));
    Sym sym = lock == null ? m.holds.paths().of(object, c.lock()) : lock.sym();
    return m.paths.isNull(w, sym) == Boolean.TRUE;
  }

  private static boolean made(Sym.Site s) {
    return s.at() instanceof com.sun.source.tree.NewClassTree
        || s.at() instanceof com.sun.source.tree.VariableTree;
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Mode;

/** What a value depends on that is read where its lock is not held for good. */
final class Reads {
  private final Machine m;
  private final Guards guards;

  Reads(Machine m, Guards guards) {
    this.m = m;
    this.guards = guards;
  }

  /** The field that a lock is kept in, or null. */
  static VariableElement lockField(Sym lock) {
    Origin o = Origin.of(lock instanceof Sym.Monitor mon ? mon.object() : lock);
    return o == null ? null : o.field();
  }

  /** What an unknown call reads of an object while a section of its own lock is open. */
  Set<Dep> unknownContent(World w, Value object, Tree at) {
    boolean asks = at instanceof MethodInvocationTree t && t.getArguments().isEmpty();
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      Origin lock = Origin.of(e.getValue().lock());
      if (lock != null
          && object.sym().equals(lock.base())
          && (e.getValue().state() == Section.State.OPEN
              || (asks && empty(e.getKey(), e.getValue())))
          && !e.getValue().over()
          && m.holds.heldMode(w, e.getValue().lock()) == null) {
        if (asks && e.getValue().state() == Section.State.OPEN) {
          m.sections.retries(e.getKey());
        }
        return Set.of(new Dep(Dep.Kind.TENTATIVE, e.getKey()));
      }
    }
    return Set.of();
  }

  /** Whether a section of the object's own lock is open, which is to be run again. */
  boolean ownSection(World w, Sym object) {
    boolean found = false;
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      Origin lock = Origin.of(e.getValue().lock());
      if (lock != null
          && object.equals(lock.base())
          && e.getValue().state() == Section.State.OPEN
          && !e.getValue().over()) {
        m.sections.retries(e.getKey());
        found = true;
      }
    }
    return found;
  }

  /** Whether the section read nothing so far, and the call may read what its lock covers. */
  private boolean empty(Sym stamp, Section s) {
    return s.state() == Section.State.SETTLED && !m.sections.anyRead(stamp);
  }

  /** What a read depends on: the section that it is made in, or what it is made without. */
  Set<Dep> inSections(World w, Sym base, VariableElement f, boolean content) {
    if (w.sections.isEmpty()) {
      noteRead(w, base, f, content);
      return outside(w, base, f, content);
    }
    if (m.coverage.growing()) {
      Set<Cover> watched = new LinkedHashSet<>();
      w.sections.values().stream()
          .filter(s -> !s.over())
          .forEach(s -> watched.add(Cover.of(s.lock(), base)));
      read(f, content, watched, false);
    }
    List<Map.Entry<Sym, Section>> list = new ArrayList<>(w.sections.entrySet());
    for (int i = list.size() - 1; i >= 0; i--) {
      Section s = list.get(i).getValue();
      if (!s.over()
          && !MarkedSections.pure(s)
          && m.holds.heldMode(w, s.lock()) == null
          && covered(list.get(i).getKey(), s, base, f, content)) {
        m.sections.noteRead(list.get(i).getKey(), f, content);
        return Set.of(new Dep(Dep.Kind.TENTATIVE, list.get(i).getKey()));
      }
    }
    noteRead(w, base, f, content);
    Set<Dep> deps = outside(w, base, f, content);
    Sym stamp = deps.isEmpty() ? null : ofAll(w, deps.iterator().next());
    return stamp == null ? deps : Set.of(new Dep(Dep.Kind.TENTATIVE, stamp));
  }

  /** A section that a loop began over all elements, of which the data is that of one; or null. */
  private static Sym ofAll(World w, Dep outside) {
    if (outside.kind() == Dep.Kind.OUTSIDE) {
      for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
        Section s = e.getValue();
        if (!s.over()
            && e.getKey() instanceof Sym.Prev
            && Sections.ofElement(s.lock())
            && Sections.resemble(s.lock(), outside.region())) {
          return e.getKey();
        }
      }
    }
    return null;
  }

  /** A read of covered data with no right to it, or under a lock that was taken on a decision. */
  private Set<Dep> outside(World w, Sym base, VariableElement f, boolean content) {
    Set<Dep> deps = new LinkedHashSet<>();
    for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
      Hold h = e.getValue();
      boolean shared = h.mode() == Mode.SHARED && h.why() == Hold.Why.ACQUIRED;
      if ((shared || (h.held() && !h.decided().isEmpty()))
          && m.coverage.covers(Cover.of(e.getKey().lock(), base), f, content)) {
        Sym region = shared ? m.sections.shared(e.getKey().lock(), h.at()) : null;
        if (shared) {
          m.sections.noteShared(region, f, content);
        }
        deps.add(
            shared
                ? new Dep(Dep.Kind.SHARED, region)
                : new Dep(Dep.Kind.RECHECKED, e.getKey().lock()));
      }
    }
    if (deps.isEmpty() && w.holds.values().stream().noneMatch(Hold::held)) {
      Map.Entry<Cover, Site> owner = m.coverage.owner(f, content, false);
      if (owner != null && owner.getKey().kind() == Cover.Kind.SAME && base != null) {
        deps.add(new Dep(Dep.Kind.OUTSIDE, m.holds.paths().of(base, owner.getKey().lock())));
      } else if (owner != null && owner.getKey().kind() == Cover.Kind.SELF && base != null) {
        deps.add(new Dep(Dep.Kind.OUTSIDE, base));
      }
    }
    return deps;
  }

  private boolean covered(Sym stamp, Section s, Sym base, VariableElement f, boolean content) {
    List<Sym> marked = guards.marked(base, f);
    if (!marked.isEmpty()) {
      return marked.contains(s.lock());
    }
    Cover c = Cover.of(s.lock(), base);
    if (m.coverage.covers(c, f, content)) {
      return c.kind() != Cover.Kind.OTHER || m.coverage.owner(f, content, false) == null;
    }
    if (m.coverage.covered(f, content) || m.coverage.knows(lockField(s.lock()))) {
      return false;
    }
    if (m.program.settled(f) && !content) {
      return false;
    }
    if (content && locks(f.asType())) {
      return false;
    }
    if (content && (!m.memory.container(f) && !mutableHere(f))) {
      return false;
    }
    return s.state() == Section.State.OPEN
        ? !Env.volatileField(f)
        : m.coverage.readUnder(c, f, content) || m.sections.wasRead(stamp, f, content);
  }

  /** Whether the elements are locks: where they stand does not change. */
  private boolean locks(TypeMirror t) {
    return t instanceof ArrayType a
        && (m.env.marked(a.getComponentType(), "LockType") || locks(a.getComponentType()));
  }

  private boolean mutableHere(VariableElement f) {
    return !m.env.immutable(made(f)) && !m.env.threadSafe(made(f));
  }

  /** The type of what the field refers to, as far as can be seen. */
  TypeMirror made(VariableElement f) {
    ExpressionTree only = m.program.onlyValue(f);
    return only != null && Env.strip(only) instanceof NewClassTree n ? m.env.type(n) : f.asType();
  }

  /** Whether the method cannot throw, of the one class whose objects the field ever refers to. */
  boolean totalOfMade(Call call) {
    Origin o = m.memory.content(call.receiver().sym());
    VariableTree d = o == null ? null : m.program.declaration(o.field());
    ExpressionTree first = d == null ? null : d.getInitializer();
    return first != null
        && Env.strip(first) instanceof NewClassTree n
        && n.getClassBody() == null
        && (m.program.onlyValue(o.field()) != null || m.program.later(o.field(), v -> true))
        && !m.program.later(o.field(), v -> !alike(n, Env.strip(v)))
        && m.env.contracts.of(call.method(), m.env.type(n)).has("Total");
  }

  private boolean alike(NewClassTree made, ExpressionTree other) {
    return other instanceof NewClassTree n
        && n.getClassBody() == null
        && Env.declared(m.env.type(n)).equals(Env.declared(m.env.type(made)));
  }

  private void noteRead(World w, Sym base, VariableElement f, boolean content) {
    read(f, content, Guards.covers(w, base, false), true);
  }

  /** Tells of a read for all to see, under locks that are held, or watched by a section. */
  private void read(VariableElement f, boolean content, Set<Cover> covers, boolean held) {
    if (!covers.isEmpty()) {
      m.emit(
          () ->
              new Event.Written(
                  m.here(m.frame.body()),
                  m.frame.body(),
                  m.frame.body(),
                  true,
                  f,
                  content,
                  true,
                  List.copyOf(covers),
                  Set.of(),
                  held));
    }
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** Which lock guards a datum, by mark or by what the class shows, and whether it is held. */
final class Guards {
  private final Machine m;
  private final Inferred inferred;

  Guards(Machine m) {
    this.m = m;
    this.inferred = new Inferred(m, this);
  }

  private static VariableElement lockField(Sym lock) {
    Memory.Origin o = Memory.origin(lock instanceof Sym.Monitor mon ? mon.object() : lock);
    return o == null ? null : o.field();
  }

  // ---- reads

  /** Judges a read of a field and tells what the value depends on. */
  Set<Dep> read(World w, Sym base, VariableElement f, Tree at) {
    if (free(w, base)) {
      return Set.of();
    }
    Set<Dep> deps = inSections(w, base, f, false);
    if (!Value.tentative(deps)) {
      required(w, base, f, false, false, at);
    }
    return deps;
  }

  /** Judges a read of the content of an object that a field refers to. */
  Set<Dep> contentRead(World w, Sym object, Memory.Origin o, Tree at) {
    if (free(w, o.base()) || m.env.threadSafe(o.field().asType())) {
      return Set.of();
    }
    Set<Dep> deps = inSections(w, o.base(), o.field(), true);
    if (!Value.tentative(deps) && m.memory.container(o.field())) {
      required(w, o.base(), o.field(), false, true, at);
    }
    return deps;
  }

  /** What an unknown call reads of an object while a section of its own lock is open. */
  Set<Dep> unknownContent(World w, Value object, Tree at) {
    boolean asks = at instanceof MethodInvocationTree t && t.getArguments().isEmpty();
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      Memory.Origin lock = Memory.origin(e.getValue().lock());
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

  /** Whether the section read nothing so far, and the call may read what its lock covers. */
  private boolean empty(Sym stamp, Section s) {
    return s.state() == Section.State.SETTLED && !m.sections.anyRead(stamp);
  }

  private boolean free(World w, Sym base) {
    return base != null && w.fresh.contains(base);
  }

  private Set<Dep> inSections(World w, Sym base, VariableElement f, boolean content) {
    if (w.sections.isEmpty()) {
      noteRead(w, base, f, content);
      return outside(w, base, f, content);
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
    return outside(w, base, f, content);
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
    List<Sym> marked = marked(base, f);
    if (!marked.isEmpty()) {
      return marked.contains(s.lock());
    }
    Cover c = Cover.of(s.lock(), base);
    if (m.coverage.covers(c, f, content)) {
      return c.kind() != Cover.Kind.OTHER || m.coverage.owner(f, content) == null;
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
    return !m.env.immutable(f.asType()) && !m.env.threadSafe(f.asType());
  }

  private void noteRead(World w, Sym base, VariableElement f, boolean content) {
    Set<Cover> covers = covers(w, base, false);
    if (!covers.isEmpty()) {
      m.emit(
          () ->
              new Event.Written(
                  m.here(m.frame.body()),
                  m.frame.body(),
                  m.frame.body(),
                  f,
                  content,
                  true,
                  List.copyOf(covers),
                  true));
    }
  }

  static Set<Cover> covers(World w, Sym base, boolean exclusive) {
    Set<Cover> covers = new LinkedHashSet<>();
    w.holds.forEach(
        (k, h) -> {
          if (h.held() && (!exclusive || k.mode() == Mode.EXCLUSIVE)) {
            covers.add(Cover.of(k.lock(), base));
          }
        });
    return covers;
  }

  // ---- writes

  /** Judges a write of a field, or of the content of what it refers to. */
  void written(World w, Sym base, VariableElement f, boolean content, boolean whole, Tree at) {
    written(w, base, f, content, whole, false, at);
  }

  /** The same; {@code checks} tells that what writes has looked at what was there. */
  void written(
      World w,
      Sym base,
      VariableElement f,
      boolean content,
      boolean whole,
      boolean checks,
      Tree at) {
    if (free(w, base)) {
      return;
    }
    inferred.written(w, base, f, content, at);
    if (decidedByStale(w)) {
      m.uses.decided(w, at);
    }
    for (Map.Entry<LockKey, Hold> e : List.copyOf(w.holds.entrySet())) {
      if (!checks && e.getValue().onOldDecision()) {
        m.uses.actedOn(w, e.getKey().lock(), e.getValue(), base, f, content, at);
      }
    }
    if (!marked(base, f, content).isEmpty()) {
      required(w, base, f, true, content, at);
    } else if (declared(f) && inForce(w, base, f, content)) {
      unguardedInSection(w, base, f, content, at);
    } else {
      inferred.judge(w, base, f, content, whole, at);
    }
  }

  /** Whether tentative data of a lock that is held by now decided that this is reached. */
  private boolean decidedByStale(World w) {
    for (Dep d : w.path) {
      Section s = d.kind() == Dep.Kind.TENTATIVE ? m.sections.section(w, d.region()) : null;
      if (s != null && m.holds.heldMode(w, s.lock()) == Mode.EXCLUSIVE) {
        return true;
      }
    }
    return false;
  }

  private boolean declared(VariableElement f) {
    return m.program.declaredHere(f);
  }

  /** Whether a section of the lock that covers the field is all that there is. */
  private boolean inForce(World w, Sym base, VariableElement f, boolean content) {
    for (Section s : w.sections.values()) {
      if (!s.over()
          && m.holds.heldMode(w, s.lock()) == null
          && m.coverage.covers(Cover.of(s.lock(), base), f, content)) {
        return true;
      }
    }
    return false;
  }

  private void unguardedInSection(World w, Sym base, VariableElement f, boolean content, Tree at) {
    for (Section s : w.sections.values()) {
      if (m.coverage.covers(Cover.of(s.lock(), base), f, content)) {
        m.emit(
            () ->
                new Event.Unguarded(
                    m.cause(at),
                    name(base, f),
                    true,
                    false,
                    Names.of(s.lock()),
                    other(w),
                    true,
                    m.coverage.evidence(Cover.of(s.lock(), base), f, content)));
        return;
      }
    }
  }

  /**
   * Whether what the judged method does not hold is not held: nobody here calls it under a lock.
   */
  boolean unmarkedRoot() {
    if (!(m.root().owner() instanceof ExecutableElement root)) {
      return false;
    }
    boolean judged = m.program.judged(root);
    m.leftToCallers |= !judged;
    return judged;
  }

  static boolean uncertain(World w) {
    return w.blurred || w.holds.values().stream().anyMatch(h -> h.held() && h.several());
  }

  static String name(Sym base, VariableElement f) {
    return Names.of(new Sym.Field(base, f));
  }

  static String other(World w) {
    for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
      if (e.getValue().held()) {
        return Names.of(e.getKey().lock());
      }
    }
    return null;
  }

  // ---- marks

  /** The locks that marks name for a field of the object; empty if there is no mark. */
  List<Sym> marked(Sym base, VariableElement f) {
    for (Mark mark : m.env.contracts.marks(f)) {
      if (mark.name().equals("GuardedBy")) {
        List<Sym> locks = new ArrayList<>();
        for (String text : mark.texts("value")) {
          Sym lock = m.holds.resolve(text, base, Env.typeOf(f), null);
          if (lock != null) {
            locks.add(lock);
          }
        }
        return locks;
      }
    }
    return List.of();
  }

  /** The same, with the object that the field refers to where it guards its own content. */
  private List<Sym> marked(Sym base, VariableElement f, boolean content) {
    if (!content
        || !m.program.stable(f)
        || m.env.contracts.marks(f).stream()
            .noneMatch(k -> k.name().equals("GuardedBy") && k.texts("value").contains("itself"))) {
      return marked(base, f);
    }
    List<Sym> locks = new ArrayList<>(marked(base, f));
    locks.add(new Sym.Monitor(m.holds.paths().of(Env.isStatic(f) ? null : base, f)));
    return locks;
  }

  private void required(
      World w, Sym base, VariableElement f, boolean write, boolean content, Tree at) {
    List<Sym> locks = marked(base, f, content);
    if (locks.isEmpty()
        || constructing(base)
        || uncertain(w)
        || m.unguarded()
        || Env.unguarded(f)) {
      return;
    }
    Sym itself = new Sym.Monitor(m.holds.paths().of(base, f));
    if (locks.stream().anyMatch(l -> !l.equals(itself) && unknowable(w, l, base))) {
      return;
    }
    boolean any = false;
    boolean all = true;
    boolean shared = false;
    Sym missing = locks.get(0);
    for (Sym each : locks) {
      Mode held = m.holds.heldMode(w, each);
      boolean enough = held != null && (!write || held == Mode.EXCLUSIVE);
      any |= enough;
      if (!enough) {
        all = false;
        missing = each;
        shared |= held != null;
      }
    }
    if (write ? all : any) {
      return;
    }
    Sym lock = missing;
    boolean readOnly = shared;
    m.emit(
        () ->
            new Event.Unguarded(
                m.cause(at),
                name(base, f),
                write,
                readOnly,
                Names.of(lock),
                other(w),
                false,
                null));
  }

  /** Whether the lock was handed to the object, so that it may have other names. */
  boolean given(VariableElement lock) {
    ExpressionTree only = m.program.onlyValue(lock);
    return only != null
        && m.env.element(Env.strip(only)) instanceof VariableElement v
        && v.getKind() == ElementKind.PARAMETER;
  }

  /** Whether the lock is of a kind that is not understood, or may be another name of a held one. */
  boolean unknowable(World w, Sym lock, Sym base) {
    if (w.blurred) {
      return true;
    }
    Sym object = lock instanceof Sym.Monitor mon ? mon.object() : lock;
    if (m.paths.isNull(w, object) == Boolean.TRUE) {
      return true;
    }
    Memory.Origin o = Memory.origin(object);
    if (o == null) {
      return false;
    }
    boolean plain = o.field().asType().toString().equals("java.lang.Object");
    if (lock instanceof Sym.Monitor && !plain && !m.program.synchronizes(o.field())) {
      return true;
    }
    if (given(o.field()) && !m.holds.held(w).isEmpty()) {
      return true;
    }
    boolean far = o.base() != null && !o.base().equals(base) && !(o.base() instanceof Sym.Root);
    return far
        && o.base() != null
        && m.holds.held(w).stream().anyMatch(k -> o.field().equals(lockField(k.lock())));
  }

  boolean constructing(Sym base) {
    Element root = m.root().owner();
    return base == null
        && root != null
        && (root.getKind() == ElementKind.CLASS
            || root instanceof ExecutableElement x && initializing(x));
  }

  /** Whether nobody but the initializers of the class calls the method. */
  private boolean initializing(ExecutableElement x) {
    return x.getModifiers().contains(Modifier.PRIVATE)
        && m.program.callers(x).isEmpty()
        && m.program.initializers.values().stream().anyMatch(b -> b.calls.contains(x));
  }
}

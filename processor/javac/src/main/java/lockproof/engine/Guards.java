package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** Which lock guards a datum, by mark or by what the class shows, and whether it is held. */
final class Guards {
  private final Machine m;
  private final Inferred inferred;
  private final Reads reads;

  Guards(Machine m) {
    this.m = m;
    this.inferred = new Inferred(m, this);
    this.reads = new Reads(m, this);
  }

  // ---- reads

  Reads reads() {
    return reads;
  }

  /** Judges a read of a field and tells what the value depends on. */
  Set<Dep> read(World w, Sym base, VariableElement f, Tree at) {
    if (free(w, base)) {
      return Set.of();
    }
    Set<Dep> deps = reads.inSections(w, base, f, false);
    if (!Value.tentative(deps)) {
      required(w, base, f, false, false, at);
    }
    return deps;
  }

  /** Judges a read of the content of an object that a field refers to. */
  Set<Dep> contentRead(World w, Sym object, Origin o, Tree at) {
    if (free(w, o.base()) || m.env.threadSafe(reads.made(o.field()))) {
      return Set.of();
    }
    Set<Dep> deps = reads.inSections(w, o.base(), o.field(), true);
    if (!Value.tentative(deps) && m.memory.container(o.field())) {
      required(w, o.base(), o.field(), false, true, at);
    }
    return deps;
  }

  /** Whether nobody else sees the object yet, or the one that made it as a part of itself. */
  private boolean free(World w, Sym base) {
    return base != null && (w.fresh.contains(base) || base instanceof Sym.Field f && part(w, f));
  }

  private boolean part(World w, Sym.Field f) {
    return f.base() != null
        && w.fresh.contains(f.base())
        && m.program.onlyValue(f.field()) instanceof NewClassTree;
  }

  static Set<Cover> covers(World w, Sym base, boolean exclusive) {
    return covers(w, base, (k, h) -> !exclusive || k.mode() == Mode.EXCLUSIVE);
  }

  /** What is held exclusively, and was not taken by a caller. */
  static Set<Cover> taken(World w, Sym base) {
    return covers(w, base, (k, h) -> k.mode() == Mode.EXCLUSIVE && h.why() == Hold.Why.ACQUIRED);
  }

  private static Set<Cover> covers(World w, Sym base, BiPredicate<LockKey, Hold> which) {
    Set<Cover> covers = new LinkedHashSet<>();
    for (Sym object : names(w, base)) {
      w.holds.forEach(
          (k, h) -> {
            if (h.held() && which.test(k, h)) {
              covers.add(Cover.of(k.lock(), object));
            }
          });
    }
    return covers;
  }

  /** Whether the method will release a lock that it did not take, and has not done so yet. */
  boolean heldFromTheStart(World w, Cover cover, Sym base) {
    return m.coverage.releases(m.root().body(), cover)
        && w.holds.keySet().stream().noneMatch(k -> cover.equals(Cover.of(k.lock(), base)));
  }

  /** Whether the caller has, and keeps, a lock under which others write what is in the field. */
  boolean ownedByCaller(World w, VariableElement f, Sym base) {
    return w.holds.keySet().stream()
        .map(LockKey::lock)
        .anyMatch(l -> m.holds.callers(w, l) && m.coverage.writtenUnder(f, Cover.of(l, base)));
  }

  /** The object, and what a comparison has shown to be the same. */
  private static List<Sym> names(World w, Sym object) {
    List<Sym> names = new ArrayList<>();
    names.add(object);
    w.facts.forEach(
        (s, fact) -> {
          if (fact == Fact.TRUE && s instanceof Sym.Term t && t.operator().equals("==")) {
            if (t.left().equals(object)) {
              names.add(t.right());
            } else if (t.right().equals(object)) {
              names.add(t.left());
            }
          }
        });
    return names;
  }

  // ---- writes

  /** Whether a write looks at what was there. */
  enum Look {
    /** It does not. */
    NONE,
    /** It does, before it writes. */
    FIRST,
    /** It computes something new from it, which may be looked at before the lock is given back. */
    LATER
  }

  /** Judges a write of a field, or of the content of what it refers to. */
  void written(
      World w, Sym base, VariableElement f, boolean content, boolean whole, Look look, Tree at) {
    if (free(w, base)) {
      return;
    }
    inferred.written(w, base, f, content, at);
    if (decidedByStale(w)) {
      m.uses.decided(w, at);
    }
    for (Map.Entry<LockKey, Hold> e : List.copyOf(w.holds.entrySet())) {
      if (look != Look.FIRST && e.getValue().onOldDecision()) {
        boolean later = look == Look.LATER;
        m.uses.actedOn(w, e.getKey().lock(), e.getValue(), base, f, content, later, at);
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
    boolean judged = m.program.judged(root) && !answers(root);
    m.leftToCallers |= !judged;
    return judged;
  }

  /**
   * Whether what happens here is told where the method is judged that does it, by itself or for
   * those that it calls: nobody who calls it has to hear it again.
   */
  boolean toldOfCallee() {
    for (Frame f = m.frame; f.caller() != null && f.body() instanceof MethodTree; f = f.caller()) {
      if (f.owner() instanceof ExecutableElement x
          && m.program.judged(x)
          && !m.program.throughCallers(x)
          && !answers(x)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the method is there for a container to call while its own caller changes it. */
  private boolean answers(ExecutableElement method) {
    TypeMirror type = Env.typeOf(method).asType();
    return method.getModifiers().contains(Modifier.PROTECTED)
        && m.env.contracts.hasMutators(type)
        && !m.env.threadSafe(type);
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
    List<Lack> lacks =
        names(w, base).stream().map(o -> lack(w, o, marked(o, f, content), write)).toList();
    if (lacks.contains(null) || toldOfCallee()) {
      return;
    }
    Lack lack = lacks.get(0);
    m.emit(
        () ->
            new Event.Unguarded(
                m.cause(lack.shared(), at),
                name(base, f),
                write,
                lack.shared() != null,
                Names.of(lack.lock()),
                other(w),
                false,
                null));
  }

  /**
   * A lock that is not held, or not as it should be; the hold where some reader's is not enough.
   */
  private record Lack(Sym lock, Hold shared) {}

  /** What is lacking of the locks of a field of the object; null if nothing is. */
  private Lack lack(World w, Sym object, List<Sym> locks, boolean write) {
    int enough = 0;
    Hold shared = null;
    Sym missing = null;
    for (Sym each : locks) {
      Mode held = m.holds.heldMode(w, each);
      if (held != null && (!write || held == Mode.EXCLUSIVE)
          || heldFromTheStart(w, Cover.of(each, object), object)) {
        enough++;
      } else {
        missing = each;
        shared = held == null ? shared : w.holds.get(Holds.key(each, held));
      }
    }
    boolean permitted = enough > 0 && (!write || enough == locks.size());
    return permitted ? null : new Lack(missing, shared);
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
    Origin o = Origin.of(object);
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
        && m.holds.held(w).stream().anyMatch(k -> o.field().equals(Reads.lockField(k.lock())));
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
        && m.program.callers.of(x).isEmpty()
        && m.program.initializers.values().stream().anyMatch(b -> b.calls.contains(x));
  }
}

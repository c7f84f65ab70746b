package lockproof.engine;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** Fields, elements and the content of containers: what a read gives and what a write means. */
final class Memory {
  private final Machine m;
  private final Guards guards;

  Memory(Machine m) {
    this.m = m;
    this.guards = new Guards(m);
  }

  Guards guards() {
    return guards;
  }

  /** Results that are null where a key is absent. */
  private final Set<Sym> absent = new java.util.HashSet<>();

  void mayBeAbsent(Sym s, boolean may) {
    if (may) {
      absent.add(s);
    }
  }

  boolean mayBeAbsent(Sym s) {
    return absent.contains(s) || (s instanceof Sym.Cell c && m.program.rows.mayLack(Origin.of(c)));
  }

  private final Map<VariableElement, Boolean> containers = new java.util.HashMap<>();

  /** Whether the object, or what it is a view of, was swapped out of its field. */
  static boolean handedOver(World w, Sym s) {
    return w.handedOver.contains(s)
        || (s instanceof Sym.Term t && t.operator().equals("view") && handedOver(w, t.left()));
  }

  // ---- fields

  /** Reads a field. The base has been evaluated and followed already. */
  Value read(World w, Value base, VariableElement f, Tree at) {
    if (f.getConstantValue() != null) {
      return Value.of(Expressions.constant(f.getConstantValue()));
    }
    boolean isStatic = Env.isStatic(f);
    Sym owner = isStatic ? null : base.sym();
    if (!isStatic && owner == null) {
      owner = m.site(at);
    }
    Set<Dep> deps = isStatic ? Set.of() : base.deps();
    if (m.program.stable(f)) {
      Sym sym = m.holds.paths().of(owner, f);
      Value known = w.heap.get(new Slot(owner, f));
      Value v = known != null ? known : Value.of(sym);
      return (Env.isFinal(f) ? v : v.with(guards.read(w, owner, f, at))).with(deps);
    }
    Slot slot = new Slot(owner, f);
    Set<Dep> tentative = guards.read(w, owner, f, at);
    Value known = w.heap.get(slot);
    if (known != null && tentative.isEmpty()) {
      return known.with(deps);
    }
    Sym.Read sym = new Sym.Read(owner, f, m.site(at));
    m.note(sym);
    Value v = Value.of(sym).with(deps).with(tentative);
    if (known != null) {
      v = v.with(known.deps());
    } else if (tentative.isEmpty()) {
      w.heap.put(slot, Value.of(sym));
    }
    return v;
  }

  /** Writes a field. */
  void write(World w, Value base, VariableElement f, Value v, boolean whole, Tree at) {
    Sym owner = Env.isStatic(f) ? null : base.sym();
    Slot slot = new Slot(owner, f);
    boolean fresh = owner != null && w.fresh.contains(owner);
    m.sets.effects().wrote(w, base, f, at);
    m.sets.answers().heard(w, v.sym());
    if (!fresh) {
      if (whole) {
        m.sections.old(w, v);
      }
      m.sets.effects().kept(w, v, f, at);
      boolean checks = whole && v.deps().stream().anyMatch(d -> d.kind() == Dep.Kind.RECHECKED);
      guards.written(w, owner, f, false, whole, checks ? Guards.Look.LATER : Guards.Look.NONE, at);
      stored(w, slot, v, base, at, () -> Names.of(new Sym.Field(owner, f)), f);
      escape(w, v.sym());
      republished(w, owner, f, v, at);
    }
    Value before = w.heap.get(slot);
    if (before != null && before.sym() != null && !m.holds.held(w).isEmpty()) {
      w.handedOver.add(before.sym());
    }
    w.heap.keySet().removeIf(s -> s.key().equals(f) && !java.util.Objects.equals(s.owner(), owner));
    if (owner != null || Env.isStatic(f)) {
      w.heap.put(slot, fresh || lent(owner) ? v : new Value(v.sym(), Set.of()));
    }
  }

  /** A guarded container becomes reachable through a field that its lock does not guard. */
  private void republished(World w, Sym owner, VariableElement f, Value v, Tree at) {
    Origin o = content(v.sym());
    if (o != null
        && !o.field().equals(f)
        && container(o.field())
        && !handedOver(w, v.sym())
        && !guards.marked(o.base(), o.field()).isEmpty()
        && !guards.marked(owner, f).containsAll(guards.marked(o.base(), o.field()))) {
      m.emit(
          () ->
              new Event.Escaped(
                  m.here(at),
                  Names.of(v.sym()),
                  Event.How.STORED,
                  "store a copy made under the lock"));
    }
  }

  /** Whether the caller lent the object, so that what is put there is judged on return. */
  private boolean lent(Sym owner) {
    return owner instanceof Sym.Root r
        && r.key() instanceof VariableElement v
        && v.asType().getKind() == javax.lang.model.type.TypeKind.ARRAY;
  }

  private void stored(
      World w,
      Slot slot,
      Value v,
      Value base,
      Tree at,
      Supplier<String> what,
      VariableElement field) {
    Set<Dep> deps = contentDeps(w, v);
    boolean counts =
        at instanceof com.sun.source.tree.CompoundAssignmentTree
            || at instanceof com.sun.source.tree.UnaryTree;
    if (counts && m.sections.anyOpen(w) && m.holds.held(w).isEmpty()) {
      m.uses.effect(w, at, () -> "writes `" + what.get() + "`", slot.owner(), field);
    } else if (Value.tentative(deps)) {
      if (lent(slot.owner())) {
        m.uses.lentStore(slot, at);
      } else {
        m.uses.used(w, new Value(v.sym(), deps), at, Event.How.STORED);
      }
    } else if (!w.sections.containsKey(v.sym())) {
      m.uses.effect(w, at, () -> "writes `" + what.get() + "`", slot.owner(), field);
    }
    m.scopes.stored(w, v, at);
    m.closures.escaped(w, v, at, null);
  }

  // ---- elements

  /** Reads an element of an array. */
  Value element(World w, Value array, Value index, Tree at) {
    Set<Dep> deps = Value.union(array.deps(), index.deps());
    if (!settled(array.sym())) {
      deps = Value.union(deps, contentRead(w, array, at));
    }
    if (array.sym() == null) {
      return new Value(null, deps);
    }
    if (index.sym() != null) {
      Value known = w.heap.get(new Slot(array.sym(), index.sym()));
      if (known != null) {
        return known.with(deps);
      }
    }
    if (w.fresh.contains(array.sym()) || lent(array.sym())) {
      deps = Value.union(deps, contentDeps(w, array));
    }
    Sym.Cell cell = index.sym() == null ? null : new Sym.Cell(array.sym(), index.sym());
    if (cell != null && m.program.rows.made(Origin.of(cell))) {
      w.facts.put(cell, Fact.NONNULL);
    } else if (cell != null && Value.tentative(deps) && m.program.rows.mayLack(Origin.of(cell))) {
      // What another read found there says nothing of this one.
      w.facts.remove(cell);
    }
    return new Value(cell != null && Sym.depth(cell) <= 6 ? cell : m.site(at), deps);
  }

  /** Whether the array is one whose elements stay what they were when its owner was made. */
  private boolean settled(Sym array) {
    VariableElement f =
        array instanceof Sym.Field x ? x.field() : array instanceof Sym.Read r ? r.field() : null;
    return f != null && m.program.arrays.settled(f);
  }

  /** Writes an element of an array. */
  void element(World w, Value array, Value index, Value v, Tree at) {
    Sym a = array.sym();
    m.sets.effects().changed(w, array, at, () -> "writes `" + Names.text(place(at)) + "`");
    m.sets.effects().absorbed(w, array, List.of(v), at);
    if (a != null && (w.fresh.contains(a) || lent(a))) {
      m.sections.forgetStale(w, a, false);
      Object key = index.sym() == null ? Slot.ADDED : index.sym();
      Value old = index.sym() == null ? w.heap.get(new Slot(a, key)) : null;
      w.heap.put(
          new Slot(a, key), old == null ? v : new Value(null, Value.union(old.deps(), v.deps())));
      if (Value.tentative(v.deps())) {
        m.uses.lentStore(new Slot(a, key), at);
      }
      if (lent(a)) {
        m.scopes.stored(w, v, at);
      } else {
        m.scopes.put(w, a, v, at);
      }
      return;
    }
    if (a != null) {
      w.heap.keySet().removeIf(s -> a.equals(s.owner()) && s.key() instanceof Sym);
      if (index.sym() != null) {
        w.heap.put(new Slot(a, index.sym()), new Value(v.sym(), Set.of()));
      }
    }
    m.sections.old(w, index);
    if (at instanceof AssignmentTree) {
      m.sections.old(w, v);
    }
    contentWritten(w, array, at);
    if (Value.tentative(v.deps())) {
      m.uses.used(w, v, at, Event.How.STORED);
    } else {
      Origin o = Origin.of(a);
      m.uses.effect(
          w,
          at,
          () -> "writes `" + Names.text(at) + "`",
          o == null ? a : o.base(),
          o == null ? null : o.field());
    }
    m.scopes.stored(w, v, at);
    m.closures.escaped(w, v, at, null);
    escape(w, v.sym());
  }

  private static Tree place(Tree at) {
    return at instanceof com.sun.source.tree.AssignmentTree a
        ? a.getVariable()
        : at instanceof com.sun.source.tree.CompoundAssignmentTree c
            ? c.getVariable()
            : at instanceof com.sun.source.tree.UnaryTree u ? u.getExpression() : at;
  }

  // ---- content of containers

  /** What reading the content of the object makes the result depend on. */
  Set<Dep> contentRead(World w, Value object, Tree at) {
    Origin o = content(object.sym());
    if (o == null || handedOver(w, object.sym())) {
      return object.sym() == null || lent(object.sym()) || w.fresh.contains(object.sym())
          ? Set.of()
          : guards.reads().unknownContent(w, object, at);
    }
    return guards.contentRead(w, object.sym(), o, at);
  }

  /** The content of the object is changed. */
  void contentWritten(World w, Value object, Tree at) {
    contentWritten(w, object, false, at);
  }

  /** The same; {@code checks} tells that what changes it may have looked at it first. */
  void contentWritten(World w, Value object, boolean checks, Tree at) {
    Origin o = content(object.sym());
    if (o != null && !handedOver(w, object.sym())) {
      boolean fresh = o.base() != null && w.fresh.contains(o.base());
      if (!fresh) {
        Guards.Look look = checks ? Guards.Look.FIRST : Guards.Look.NONE;
        guards.written(w, o.base(), o.field(), true, false, look, at);
      }
    }
  }

  /** That a collection is not empty, until it is changed. */
  static Sym some(Sym collection) {
    return new Sym.Term("some", collection, Sym.NULL);
  }

  /** The object takes in what the values depend on. */
  void absorb(
      World w, Value object, List<Value> values, boolean replaces, boolean checks, Tree at) {
    Sym s = object.sym();
    m.sets
        .effects()
        .changed(w, object, at, () -> "changes `" + Names.text(Calls.receiverTree(at)) + "`");
    m.sets.effects().absorbed(w, object, values, at);
    if (s == null) {
      return;
    }
    w.facts.remove(some(s));
    Slot slot = new Slot(s, Slot.ADDED);
    Set<Dep> deps = Set.of();
    for (Value v : values) {
      deps = Value.union(deps, contentDeps(w, v));
    }
    if (w.fresh.contains(s) || lent(s)) {
      Value old = replaces ? null : w.heap.get(slot);
      if (replaces) {
        w.heap.keySet().removeIf(x -> s.equals(x.owner()));
      }
      Set<Dep> all = Value.union(old == null ? Set.of() : old.deps(), deps);
      if (!all.isEmpty()) {
        w.heap.put(slot, new Value(null, all));
      }
      m.scopes.absorbed(w, s, new Value(null, deps), at);
      if (Value.tentative(deps)) {
        m.uses.lentStore(slot, at);
      }
      return;
    }
    Origin in = Origin.of(s);
    boolean own = in != null && in.base() != null && w.fresh.contains(in.base());
    for (Value v : values) {
      if (own && container(in.field())) {
        keeps(w, in.base(), v.sym());
      } else {
        escape(w, v.sym());
      }
      m.sections.old(w, v);
    }
    contentWritten(w, object, checks, at);
    if (Value.tentative(deps)) {
      m.uses.used(w, new Value(null, deps), at, Event.How.STORED);
    } else {
      Origin o = Origin.of(s);
      if (o != null || guards.reads().ownSection(w, s)) {
        Sym base = o == null ? s : o.base();
        VariableElement f = o == null ? null : o.field();
        m.uses.effect(w, at, () -> "changes `" + Names.of(s) + "`", base, f);
      }
    }
  }

  /** What the value depends on, together with what was put into it. */
  Set<Dep> contentDeps(World w, Value v) {
    Set<Dep> deps = v.deps();
    if (v.sym() == null || !(w.fresh.contains(v.sym()) || lent(v.sym()))) {
      return deps;
    }
    for (Map.Entry<Slot, Value> e : w.heap.entrySet()) {
      if (v.sym().equals(e.getKey().owner())) {
        deps = Value.union(deps, e.getValue().deps());
        Sym inner = e.getValue().sym();
        if (inner != null && !inner.equals(v.sym()) && w.fresh.contains(inner)) {
          deps = Value.union(deps, contentDepsOnce(w, inner));
        }
      }
    }
    return deps;
  }

  private static Set<Dep> contentDepsOnce(World w, Sym s) {
    Set<Dep> deps = new LinkedHashSet<>();
    w.heap.forEach(
        (slot, v) -> {
          if (s.equals(slot.owner())) {
            deps.addAll(v.deps());
          }
        });
    return deps;
  }

  /** Others may see the object, or what a closure reaches, from now on. */
  void escape(World w, Sym seen) {
    Sym s = m.closures.captures().reaches(seen);
    if (s == null || !w.fresh.remove(s)) {
      return;
    }
    List<Sym> inner = new ArrayList<>();
    w.heap.forEach(
        (slot, v) -> {
          if (s.equals(slot.owner()) && v.sym() != null) {
            inner.add(v.sym());
          }
        });
    inner.forEach(i -> escape(w, i));
  }

  /** A new object can reach another that nobody else sees yet: if it is seen, both are. */
  void keeps(World w, Sym object, Sym given) {
    Sym reached = m.closures.captures().reaches(given);
    if (reached != null && !reached.equals(object) && w.fresh.contains(reached)) {
      w.heap.put(new Slot(object, reached), Value.of(reached));
    }
  }

  /** Makes a new object. */
  Value allocate(World w, Tree at, Set<Dep> content) {
    Sym s = m.site(at);
    w.fresh.add(s);
    if (!content.isEmpty()) {
      w.heap.put(new Slot(s, Slot.ADDED), new Value(null, content));
    }
    return Value.of(s);
  }

  /** Makes a new array of these elements. */
  Value array(World w, Tree at, List<Value> elements) {
    Value made = allocate(w, at, Set.of());
    for (int i = 0; i < elements.size(); i++) {
      w.heap.put(new Slot(made.sym(), Sym.number(i)), elements.get(i));
    }
    return made;
  }

  /** Whether the field refers to a container whose content can be guarded apart from it. */
  boolean container(VariableElement f) {
    return containers.computeIfAbsent(f, this::isContainer);
  }

  private boolean isContainer(VariableElement f) {
    TypeMirror type = f.asType();
    if (type instanceof ArrayType) {
      return true;
    }
    if (!m.env.contracts.modelled(type) || !plain(type)) {
      return false;
    }
    ExpressionTree only = m.program.onlyValue(f);
    if (only == null) {
      return !m.program.later(f, m.env::wraps);
    }
    return Env.strip(only) instanceof NewClassTree && plain(m.env.type(only));
  }

  /**
   * Where an object came from that is part of the field's data: of the elements of an array only
   * those are which can change and have no lock of their own.
   */
  Origin content(Sym s) {
    Origin o = Origin.of(s);
    TypeMirror element = o == null ? null : o.elementType(s);
    return element == null || m.changeable.is(element) ? o : null;
  }

  private boolean plain(TypeMirror type) {
    return type != null
        && m.env.contracts.hasMutators(type)
        && !m.env.marked(type, "Immutable")
        && !m.env.threadSafe(type);
  }
}

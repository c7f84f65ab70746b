package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.VariableElement;

/**
 * One way the execution may have gone: which regions there are, and what follows from that for the
 * variables. Worlds that agree on their regions are merged where paths meet; those that do not stay
 * apart, which is how {@code acquired} keeps implying that the lock is held.
 */
final class World {
  final Cow<VariableElement, Value> locals;
  final Cow<Sym, Fact> facts;
  final Cow<LockKey, Hold> holds;
  final Cow<Sym, Section> sections;
  final Cow<Sym, Scope> scopes;
  final Cow<Sym, SetState> sets;

  /** What fields and elements are known to hold. */
  final Cow<Slot, Value> heap;

  /** Objects made here that nobody else has seen. */
  final CowSet<Sym> fresh;

  /** Objects that were swapped out of their field under its lock. */
  final CowSet<Sym> handedOver;

  /** What decided that this path was taken. */
  Set<Dep> path = Set.of();

  /** Tentative operations whose exception is under way, by place. */
  Map<Tree, Set<Dep>> hazards = Map.of();

  /** Contexts that an assertion or the caller has proven, by type name. */
  Set<String> contexts = Set.of();

  /** Operands that have been evaluated while others still are. */
  List<Value> stack = List.of();

  /** Sections that failed, by their lock: what is read without it from then on replaces nothing. */
  Map<Sym, Section> failed = Map.of();

  /** Whether a call was not followed that may have taken or released locks. */
  boolean blurred;

  /** A validation that could only fail, since the stamp was not taken anew. */
  Tree futile;

  /** What the method returns, or the switch yields. */
  Value result = Value.UNKNOWN;

  World() {
    locals = new Cow<>();
    facts = new Cow<>();
    holds = new Cow<>();
    sections = new Cow<>();
    scopes = new Cow<>();
    sets = new Cow<>();
    heap = new Cow<>();
    fresh = new CowSet<>();
    handedOver = new CowSet<>();
  }

  private World(World w) {
    locals = w.locals.copy();
    facts = w.facts.copy();
    holds = w.holds.copy();
    sections = w.sections.copy();
    scopes = w.scopes.copy();
    sets = w.sets.copy();
    heap = w.heap.copy();
    fresh = w.fresh.copy();
    handedOver = w.handedOver.copy();
    path = w.path;
    hazards = w.hazards;
    contexts = w.contexts;
    result = w.result;
    stack = w.stack;
    futile = w.futile;
    failed = w.failed;
    blurred = w.blurred;
  }

  void push(Value v) {
    List<Value> more = new ArrayList<>(stack);
    more.add(v);
    stack = more;
  }

  Value pop() {
    Value v = stack.get(stack.size() - 1);
    stack = List.copyOf(stack.subList(0, stack.size() - 1));
    return v;
  }

  World copy() {
    return new World(this);
  }

  /** How much it carries. */
  int size() {
    return locals.size()
        + facts.size()
        + heap.size()
        + holds.size()
        + sections.size()
        + scopes.size();
  }

  /** Whether anything is live that a callee's body could bear on. */
  boolean live() {
    if (!sections.isEmpty() || !scopes.isEmpty() || !sets.isEmpty()) {
      return true;
    }
    for (Hold h : holds.values()) {
      if (h.held()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the value is the stamp of a lock that is held. */
  boolean heldWith(Sym stamp) {
    for (Hold h : holds.values()) {
      if (h.held() && h.stamp() != null && h.stamp().equals(stamp)) {
        return true;
      }
    }
    return false;
  }

  // ---- meeting of paths

  /** Whether the regions agree, so that the two may become one. */
  boolean agrees(World o) {
    return contexts.equals(o.contexts)
        && alike(holds, o.holds, Hold::alike)
        && alike(sections, o.sections, Section::alike)
        && alike(scopes, o.scopes, Scope::alike)
        && alike(sets, o.sets, SetState::alike);
  }

  private interface Alike<T> {
    boolean test(T a, T b);
  }

  private static <K, T> boolean alike(Map<K, T> a, Map<K, T> b, Alike<T> test) {
    if (!a.keySet().equals(b.keySet())) {
      return false;
    }
    for (Map.Entry<K, T> e : a.entrySet()) {
      if (!test.test(e.getValue(), b.get(e.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Takes in what the other knows differently; true if this changed anything. */
  boolean join(World o, Tree at) {
    if (same(o)) {
      return false;
    }
    World before = copy();
    List<Bounds.Bound> bounds = Bounds.common(this, o);
    Map<VariableElement, Long> most = Bounds.most(this, o);
    List<Sym> present = joinLocals(o, at);
    facts.entrySet().removeIf(e -> factOf(o, e.getKey()) != e.getValue());
    present.forEach(s -> facts.put(s, Fact.NONNULL));
    Bounds.state(this, bounds);
    Bounds.state(this, most);
    holds.replaceAll((k, h) -> o.holds.containsKey(k) ? h.join(o.holds.get(k)) : h);
    sets.replaceAll((k, s) -> s.join(o.sets.get(k)));
    joinHeap(o);
    fresh.retainAll(o.fresh);
    handedOver.retainAll(o.handedOver);
    path = Value.union(path, o.path);
    if (!o.hazards.isEmpty() && !hazards.equals(o.hazards)) {
      Map<Tree, Set<Dep>> all = new LinkedHashMap<>(hazards);
      o.hazards.forEach((t, d) -> all.merge(t, d, Value::union));
      hazards = all;
    }
    if (!contexts.equals(o.contexts)) {
      Set<String> both = new LinkedHashSet<>(contexts);
      both.retainAll(o.contexts);
      contexts = both;
    }
    Boolean told = before.told() == o.told() ? o.told() : null;
    result = meet(result, o.result, new Sym.Phi(at, null));
    if (told != null && result.sym() instanceof Sym.Phi) {
      facts.put(result.sym(), told ? Fact.TRUE : Fact.FALSE);
    }
    joinStack(o);
    blurred |= o.blurred;
    futile = futile == null ? o.futile : futile;
    if (!failed.keySet().containsAll(o.failed.keySet())) {
      Map<Sym, Section> all = new LinkedHashMap<>(o.failed);
      all.putAll(failed);
      failed = all;
    }
    return !same(before);
  }

  /** Whether the result is known to be true or false. */
  private Boolean told() {
    if (Sym.TRUE.equals(result.sym()) || Sym.FALSE.equals(result.sym())) {
      return Sym.TRUE.equals(result.sym());
    }
    Fact f = facts.get(result.sym());
    return f == Fact.TRUE ? Boolean.TRUE : f == Fact.FALSE ? Boolean.FALSE : null;
  }

  private static Fact factOf(World w, Sym sym) {
    return w.facts.get(sym);
  }

  /** The new values of variables, of which those are returned that are never null. */
  private List<Sym> joinLocals(World o, Tree at) {
    List<Sym> present = new ArrayList<>();
    Set<VariableElement> all = new LinkedHashSet<>(locals.keySet());
    all.addAll(o.locals.keySet());
    for (VariableElement v : all) {
      Value a = locals.get(v);
      Value b = o.locals.get(v);
      if (a == null || b == null) {
        locals.put(v, a == null ? b : a);
      } else if (!a.equals(b)) {
        Sym.Phi phi = new Sym.Phi(at, v);
        boolean theirs = handedOver.contains(a.sym()) || o.handedOver.contains(b.sym());
        Value met = meet(a, b, theirs ? phi : Sym.either(a.sym(), b.sym(), phi));
        locals.put(v, met);
        if (met.sym() instanceof Sym.Phi && present(a.sym()) && o.present(b.sym())) {
          present.add(met.sym());
        }
      }
    }
    return present;
  }

  private boolean present(Sym s) {
    return fresh.contains(s) || facts.get(s) == Fact.NONNULL;
  }

  private Value meet(Value a, Value b, Sym phi) {
    if (Objects.equals(a.sym(), b.sym())) {
      return a.with(b.deps());
    }
    return new Value(
        a.sym() == null || b.sym() == null ? null : phi, Value.union(a.deps(), b.deps()));
  }

  private void joinStack(World o) {
    List<Value> both = new ArrayList<>();
    for (int i = 0; i < Math.min(stack.size(), o.stack.size()); i++) {
      Value a = stack.get(i);
      Value b = o.stack.get(i);
      both.add(
          a.equals(b)
              ? a
              : new Value(
                  Objects.equals(a.sym(), b.sym()) ? a.sym() : null,
                  Value.union(a.deps(), b.deps())));
    }
    stack = both;
  }

  private void joinHeap(World o) {
    Map<Slot, Value> gone = new LinkedHashMap<>();
    heap.entrySet()
        .removeIf(
            e -> {
              Value other = o.heap.get(e.getKey());
              if (e.getValue().equals(other)) {
                return false;
              }
              Set<Dep> deps =
                  other == null
                      ? e.getValue().deps()
                      : Value.union(e.getValue().deps(), other.deps());
              if (!deps.isEmpty()) {
                gone.put(e.getKey(), new Value(null, deps));
              }
              return true;
            });
    o.heap.forEach(
        (slot, value) -> {
          if (!heap.containsKey(slot) && !gone.containsKey(slot) && !value.deps().isEmpty()) {
            gone.put(slot, new Value(null, value.deps()));
          }
        });
    heap.putAll(gone);
  }

  private boolean same(World o) {
    return locals.equals(o.locals)
        && facts.equals(o.facts)
        && holds.equals(o.holds)
        && sets.equals(o.sets)
        && heap.equals(o.heap)
        && fresh.equals(o.fresh)
        && handedOver.equals(o.handedOver)
        && path.equals(o.path)
        && hazards.equals(o.hazards)
        && contexts.equals(o.contexts)
        && result.equals(o.result)
        && stack.equals(o.stack)
        && futile == o.futile
        && failed.keySet().equals(o.failed.keySet())
        && blurred == o.blurred;
  }

  // ---- rewriting

  /** Replaces symbols everywhere; where two holds become one, it stands for several locks. */
  void rewrite(UnaryOperator<Sym> f) {
    Map<Sym, Sym> known = new HashMap<>();
    UnaryOperator<Sym> all =
        s -> s == null ? null : known.computeIfAbsent(s, x -> Sym.rewrite(x, f));
    locals.replaceAll((k, v) -> value(v, all));
    result = value(result, all);
    stack = stack.stream().map(v -> value(v, all)).toList();
    if (!facts.keySet().stream().allMatch(k -> all.apply(k) == k)) {
      Map<Sym, Fact> old = facts.copy();
      facts.clear();
      old.forEach((k, v) -> facts.merge(all.apply(k), v, (a, b) -> a == b ? a : null));
    }
    rewriteHolds(all);
    Map<Sym, Section> openSections = sections.copy();
    sections.clear();
    openSections.forEach(
        (k, s) ->
            sections.merge(
                all.apply(k),
                new Section(all.apply(s.lock()), s.state(), s.at(), s.over()),
                (a, b) -> Section.either(all.apply(k), a, b)));
    Map<Sym, Scope> openScopes = scopes.copy();
    scopes.clear();
    openScopes.forEach(
        (k, s) -> {
          Set<Sym> on = new LinkedHashSet<>();
          s.on().forEach(x -> on.add(all.apply(x)));
          Scope moved =
              new Scope(s.kind(), s.open(), s.owned(), on, s.type(), s.at(), s.closedAt());
          scopes.merge(all.apply(k), moved, (a, b) -> a.open() ? a : b);
        });
    Map<Sym, SetState> oldSets = sets.copy();
    sets.clear();
    oldSets.forEach((k, s) -> sets.merge(all.apply(k), s.map(all), (a, b) -> b));
    rewriteHeap(all);
    set(fresh, all);
    set(handedOver, all);
    path = deps(path, all);
    if (!hazards.isEmpty()) {
      Map<Tree, Set<Dep>> moved = new LinkedHashMap<>();
      hazards.forEach((t, d) -> moved.put(t, deps(d, all)));
      hazards = moved;
    }
  }

  private void rewriteHolds(UnaryOperator<Sym> all) {
    if (holds.entrySet().stream()
        .allMatch(
            e ->
                all.apply(e.getKey().lock()) == e.getKey().lock()
                    && e.getValue().rewritten(all) == e.getValue())) {
      return;
    }
    Map<LockKey, Hold> old = holds.copy();
    holds.clear();
    old.forEach(
        (k, h) -> {
          LockKey key = new LockKey(all.apply(k.lock()), k.mode());
          Hold moved = h.rewritten(all);
          Hold there = holds.get(key);
          if (there == null || (!there.held() && moved.held())) {
            holds.put(key, moved);
          } else if (there.held() && moved.held()) {
            holds.put(key, there.count(1).asSeveral());
          }
        });
  }

  private void rewriteHeap(UnaryOperator<Sym> all) {
    if (heap.keySet().stream().allMatch(s -> s.rewritten(all) == s)) {
      heap.replaceAll((slot, v) -> value(v, all));
      return;
    }
    Map<Slot, Value> old = heap.copy();
    heap.clear();
    old.forEach(
        (slot, v) ->
            heap.merge(
                slot.rewritten(all),
                value(v, all),
                (a, b) -> a.equals(b) ? a : new Value(null, Value.union(a.deps(), b.deps()))));
  }

  private static void set(Set<Sym> set, UnaryOperator<Sym> f) {
    if (!set.stream().allMatch(s -> f.apply(s) == s)) {
      List<Sym> old = new ArrayList<>(set);
      set.clear();
      old.forEach(s -> set.add(f.apply(s)));
    }
  }

  static Value value(Value v, UnaryOperator<Sym> f) {
    return replaced(v, f.apply(v.sym()), deps(v.deps(), f));
  }

  private static Value replaced(Value v, Sym sym, Set<Dep> deps) {
    return sym == v.sym() && deps == v.deps() ? v : new Value(sym, deps);
  }

  private static Set<Dep> deps(Set<Dep> deps, UnaryOperator<Sym> f) {
    if (deps.isEmpty()) {
      return deps;
    }
    Set<Dep> moved = new LinkedHashSet<>();
    deps.forEach(d -> moved.add(new Dep(d.kind(), f.apply(d.region()))));
    return moved.equals(deps) ? deps : moved;
  }

  /** Replaces the dependences of every value. */
  void mapDeps(UnaryOperator<Set<Dep>> f) {
    locals.replaceAll((k, v) -> replaced(v, v.sym(), f.apply(v.deps())));
    heap.replaceAll((k, v) -> replaced(v, v.sym(), f.apply(v.deps())));
    result = replaced(result, result.sym(), f.apply(result.deps()));
    stack = stack.stream().map(v -> replaced(v, v.sym(), f.apply(v.deps()))).toList();
    path = f.apply(path);
    if (!hazards.isEmpty()) {
      Map<Tree, Set<Dep>> moved = new LinkedHashMap<>();
      hazards.forEach((t, d) -> moved.put(t, f.apply(d)));
      hazards = moved;
    }
  }

  // ---- housekeeping

  /** Forgets regions that nothing refers to any more and that cannot matter again. */
  void tidy() {
    if (sections.isEmpty() && scopes.isEmpty() && sets.isEmpty()) {
      return;
    }
    Set<Sym> named = new HashSet<>();
    Set<Sym> depended = new HashSet<>();
    for (Value v : locals.values()) {
      collect(v, named, depended);
    }
    for (Value v : heap.values()) {
      collect(v, named, depended);
    }
    collect(result, named, depended);
    stack.forEach(v -> collect(v, named, depended));
    path.forEach(d -> depended(d, depended));
    sections.keySet().removeIf(s -> !named.contains(s) && !depended.contains(s));
    sets.entrySet().removeIf(e -> over(e.getKey(), e.getValue(), named));
    scopes
        .entrySet()
        .removeIf(
            e ->
                !e.getValue().open()
                    && !named.contains(e.getKey())
                    && !depended.contains(e.getKey()));
  }

  private boolean over(Sym key, SetState s, Set<Sym> named) {
    return s.nature() == SetState.Nature.ALONE
        ? !holds(key)
        : s.stage() == SetState.Stage.CLOSED && !named.contains(key);
  }

  /** Whether the lock is held in some mode. */
  boolean holds(Sym lock) {
    return holds.entrySet().stream()
        .anyMatch(e -> e.getValue().held() && e.getKey().lock().equals(lock));
  }

  private static void collect(Value v, Set<Sym> named, Set<Sym> depended) {
    if (v.sym() != null) {
      named.add(v.sym());
    }
    v.deps().forEach(d -> depended(d, depended));
  }

  /** What was settled stays so, and needs no section any more. */
  private static void depended(Dep d, Set<Sym> depended) {
    if (d.kind() != Dep.Kind.SETTLED) {
      depended.add(d.region());
    }
  }
}

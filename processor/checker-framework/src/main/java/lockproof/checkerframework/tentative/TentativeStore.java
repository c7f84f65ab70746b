package lockproof.checkerframework.tentative;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.lang.model.element.VariableElement;
import org.checkerframework.dataflow.expression.LocalVariable;
import org.checkerframework.framework.flow.CFAbstractStore;

/** The values of the locals, the sections, the locks held, and what the path was chosen by. */
public final class TentativeStore extends CFAbstractStore<TentativeValue, TentativeStore> {
  /** What may have become of the latest section of a lock. */
  enum Section {
    OPEN,
    SETTLED,
    FAILED
  }

  /** A read of a field of an object, or of what the field refers to. */
  record Seen(Path base, Coverage.Target target) {}

  private final Map<Path, Set<Section>> sections;
  private final Set<Path> held;

  /** What was read in the latest section of each lock. */
  private final Map<Path, Set<Seen>> seen = new HashMap<>();

  private Set<Dep> decided;

  /**
   * The locks whose validation failed on some way here: what else led here decided nothing, as the
   * same follows from a failed validation.
   */
  private final Set<Path> failed = new HashSet<>();

  private boolean inPlace;
  private boolean impossible;

  TentativeStore(TentativeAnalysis analysis, boolean sequentialSemantics) {
    super(analysis, sequentialSemantics);
    sections = new LinkedHashMap<>();
    held = new HashSet<>();
    decided = Set.of();
  }

  TentativeStore(TentativeStore other) {
    super(other);
    sections = new LinkedHashMap<>(other.sections);
    held = new HashSet<>(other.held);
    decided = other.decided;
    inPlace = other.inPlace;
    impossible = other.impossible;
    seen.putAll(other.seen);
    failed.addAll(other.failed);
  }

  // ---- sections and locks

  /** The sections that a read may be in, latest last. */
  Map<Path, Set<Section>> sections() {
    return sections;
  }

  /** Whether the latest section of the lock was validated. */
  boolean settled(Path lock) {
    return sections.getOrDefault(lock, Set.of()).equals(Set.of(Section.SETTLED));
  }

  boolean inSection() {
    return !sections.isEmpty();
  }

  /** The locks whose section is open here. */
  Set<Path> open() {
    Set<Path> open = new LinkedHashSet<>();
    sections.forEach(
        (lock, states) -> {
          if (states.contains(Section.OPEN)) {
            open.add(lock);
          }
        });
    return open;
  }

  Set<Path> held() {
    return held;
  }

  /** This is the body of a closure that its caller runs at once. */
  void inPlace() {
    inPlace = true;
  }

  boolean isInPlace() {
    return inPlace;
  }

  boolean holds(Path lock) {
    return held.contains(lock);
  }

  /** A section begins: what waits for an earlier one of the lock waits in vain. */
  void begin(Path lock) {
    supersede(lock);
    sections.remove(lock);
    sections.put(lock, EnumSet.of(Section.OPEN));
    seen.remove(lock);
  }

  /** Where the stamp is kept is not followed, and so is not what waits for it. */
  void lose(Path lock) {
    abandon(lock);
    decided = Dep.map(decided, d -> d.lock().equals(lock) ? null : d);
    each(t -> t.with(Dep.map(t.deps(), d -> d.lock().equals(lock) ? null : d)));
  }

  /** Nobody can validate the section. */
  void abandon(Path lock) {
    sections.remove(lock);
  }

  /** The lock is held from here on, and its section is over. */
  void take(Path lock) {
    supersede(lock);
    sections.remove(lock);
    held.add(lock);
  }

  private void supersede(Path lock) {
    failed.remove(lock);
    decided = Dep.map(decided, d -> d.lock().equals(lock) ? null : d);
    each(
        t ->
            t.with(Dep.map(t.deps(), d -> d.lock().equals(lock) ? d.superseded() : d))
                .refilled(Trace.without(t.refilled(), lock))
                .with(t.facts().without(e -> e.lock().equals(lock))));
  }

  void release(Path lock) {
    held.remove(lock);
    each(t -> t.with(t.facts().without(e -> e.kind() == Facts.Kind.HELD && e.lock().equals(lock))));
  }

  /** The section was undisturbed so far. */
  void settle(Path lock) {
    failed.remove(lock);
    UnaryOperator<Set<Dep>> settled =
        deps -> Dep.map(deps, d -> d.lock().equals(lock) && !d.status().over() ? null : d);
    decided = settled.apply(decided);
    each(t -> t.with(settled.apply(t.deps())));
    if (sections.containsKey(lock)) {
      sections.put(lock, EnumSet.of(Section.SETTLED));
    } else {
      localVariableValues.replaceAll((k, v) -> v.settled());
    }
  }

  /** The section was disturbed. */
  void fail(Path lock) {
    failed.add(lock);
    decided = Dep.map(decided, d -> d.lock().equals(lock) ? null : d);
    each(
        t ->
            t.with(
                Dep.map(
                    t.deps(),
                    d ->
                        d.lock().equals(lock) && !d.status().over()
                            ? d.to(Dep.Status.FAILED)
                            : d)));
    if (sections.containsKey(lock)) {
      sections.put(lock, EnumSet.of(Section.FAILED));
    }
  }

  /** Whether the validation failed on some way here. */
  boolean failed(Path lock) {
    return failed.contains(lock);
  }

  /** Whatever a test has turned out to mean. */
  void learn(Set<Facts.Effect> effects) {
    if (effects == null) {
      impossible = true;
      return;
    }
    for (Facts.Kind kind : Facts.Kind.values()) {
      for (Facts.Effect e : effects) {
        if (e.kind() == kind) {
          learn(e);
        }
      }
    }
  }

  private void learn(Facts.Effect e) {
    switch (e.kind()) {
      case SETTLES -> settle(e.lock());
      case FAILS -> fail(e.lock());
      case HOLDS -> take(e.lock());
      case HELD -> {
        settle(e.lock());
        sections.remove(e.lock());
        held.add(e.lock());
      }
      case CLEAN -> {
        if (e.lock().step() instanceof VariableElement v) { // Else it has another value by now.
          trace(v, trace(v).with(Set.of()));
        }
      }
    }
  }

  /** No execution comes here. */
  boolean impossible() {
    return impossible;
  }

  /** A guarded read: what was to be learnt of the section does not vouch for it. */
  void readIn(Path lock, Seen what) {
    seen.merge(lock, Set.of(what), Trace::union);
    each(
        t ->
            t.with(
                t.facts().without(e -> e.kind() == Facts.Kind.SETTLES && e.lock().equals(lock))));
  }

  boolean wasRead(Path lock, Seen what) {
    return seen.getOrDefault(lock, Set.of()).contains(what);
  }

  /** The body of something that runs elsewhere, or later. */
  void elsewhere() {
    sections.clear();
    held.clear();
    decided = Set.of();
    failed.clear();
    inPlace = false;
  }

  // ---- what the path was chosen by

  Set<Dep> decided() {
    return decided;
  }

  void decide(Set<Dep> by) {
    decided = Dep.union(decided, by);
    by.stream().filter(d -> d.status() != Dep.Status.FAILED).forEach(d -> failed.remove(d.lock()));
  }

  /** What was reported once is not reported again on this path. */
  void forgive(Set<Dep> deps) {
    decided = Dep.map(decided, d -> deps.contains(d) ? null : d);
    each(t -> t.with(Dep.map(t.deps(), d -> deps.contains(d) ? null : d)));
  }

  // ---- locals

  Trace trace(VariableElement v) {
    TentativeValue value = localVariableValues.get(new LocalVariable(v));
    return value == null ? Trace.NONE : value.trace();
  }

  /** The locals that have a value, in the order of their names. */
  List<VariableElement> locals() {
    return localVariableValues.keySet().stream()
        .map(LocalVariable::getElement)
        .sorted(Comparator.comparing(Object::toString))
        .toList();
  }

  void trace(VariableElement v, Trace now) {
    localVariableValues.computeIfPresent(new LocalVariable(v), (k, value) -> value.with(now));
  }

  /**
   * Gives a variable a value.
   *
   * @param moving whether it stands for one object after another, so that these are called by its
   *     name, whatever way led there
   */
  void assign(VariableElement v, TentativeValue value, boolean moving) {
    localVariableValues.remove(new LocalVariable(v));
    UnaryOperator<Path> names = new Renaming(localVariableValues).before(v);
    rename(names);
    Trace t = value.trace().renamed(names);
    if (moving && t.path() != null && !t.path().equals(Path.THIS)) {
      Path object = t.path();
      if (mentions(p -> p.through(object))) {
        UnaryOperator<Path> moved = p -> p.with(object, Path.root(v));
        rename(moved);
        t = t.renamed(moved);
        if (object.base() == null && object.step() instanceof VariableElement other) {
          trace(other, trace(other).at(Path.root(v)));
        }
      }
      t = t.at(null);
    }
    each(x -> x.range(x.range().without(v)));
    t = t.range(t.range().without(v));
    localVariableValues.put(new LocalVariable(v), value.with(t.with(Dep.union(t.deps(), decided))));
  }

  private boolean mentions(Predicate<Path> place) {
    return sections.keySet().stream().anyMatch(place)
        || held.stream().anyMatch(place)
        || localVariableValues.values().stream().anyMatch(x -> x.trace().mentions(place));
  }

  private static void rename(Set<Path> locks, UnaryOperator<Path> names) {
    List<Path> before = List.copyOf(locks);
    locks.clear();
    before.forEach(lock -> locks.add(names.apply(lock)));
  }

  private void rename(UnaryOperator<Path> names) {
    each(t -> t.renamed(names));
    decided = Dep.map(decided, d -> d.renamed(names));
    Map<Path, Set<Section>> before = new LinkedHashMap<>(sections);
    sections.clear();
    before.forEach((lock, states) -> sections.merge(names.apply(lock), states, Trace::union));
    rename(held, names);
    rename(failed, names);
    Map<Path, Set<Seen>> reads = new HashMap<>(seen);
    seen.clear();
    reads.forEach(
        (lock, all) -> {
          if (names.apply(lock).past()) {
            return; // The same field or element is another one by now.
          }
          Set<Seen> now = new HashSet<>();
          all.forEach(
              r -> now.add(new Seen(r.base() == null ? null : names.apply(r.base()), r.target())));
          seen.merge(names.apply(lock), now, Trace::union);
        });
  }

  private void each(UnaryOperator<Trace> change) {
    localVariableValues.replaceAll((k, v) -> v.with(change.apply(v.trace())));
  }

  // ---- as a store

  @Override
  public TentativeStore leastUpperBound(TentativeStore other) {
    if (impossible || other.impossible) {
      return (impossible ? other : this).copy();
    }
    return joined(telling(other).least(other.telling(this)), other);
  }

  @Override
  public TentativeStore widenedUpperBound(TentativeStore previous) {
    if (impossible || previous.impossible) {
      return (impossible ? previous : this).copy();
    }
    return joined(telling(previous).widened(previous.telling(this)), previous);
  }

  private TentativeStore least(TentativeStore other) {
    return super.leastUpperBound(other);
  }

  private TentativeStore widened(TentativeStore previous) {
    return super.widenedUpperBound(previous);
  }

  /**
   * Before two ways meet: a flag that is known on this one tells later that it was the way, and so
   * of the locks that were held, the sections that were settled, and the locals that waited for
   * nothing on it alone.
   */
  private TentativeStore telling(TentativeStore other) {
    Set<Facts.Effect> effects = new LinkedHashSet<>();
    held.stream()
        .filter(lock -> !other.holds(lock))
        .forEach(lock -> effects.add(new Facts.Effect(Facts.Kind.HELD, lock)));
    sections.keySet().stream()
        .filter(lock -> settled(lock) && !other.settled(lock))
        .forEach(lock -> effects.add(new Facts.Effect(Facts.Kind.SETTLES, lock)));
    localVariableValues.forEach(
        (local, value) -> {
          VariableElement v = local.getElement();
          if (!value.trace().tentative() && other.trace(v).tentative()) {
            effects.add(new Facts.Effect(Facts.Kind.CLEAN, Path.root(v)));
          }
        });
    if (effects.isEmpty()) {
      return this;
    }
    TentativeStore told = copy();
    told.each(t -> t.with(t.facts().told(effects)));
    return told;
  }

  private TentativeStore joined(TentativeStore into, TentativeStore other) {
    into.sections.clear();
    into.sections.putAll(sections);
    other.sections.forEach(
        (lock, states) ->
            into.sections.merge(
                lock,
                states,
                (a, b) -> {
                  EnumSet<Section> both = EnumSet.copyOf(a);
                  both.addAll(b);
                  return both;
                }));
    into.held.clear();
    into.held.addAll(held);
    into.held.retainAll(other.held);
    into.failed.clear();
    into.failed.addAll(failed);
    into.failed.addAll(other.failed);
    into.decided =
        Dep.map(Dep.union(decided, other.decided), d -> into.failed.contains(d.lock()) ? null : d);
    into.inPlace = inPlace;
    into.seen.clear();
    into.seen.putAll(seen);
    other.seen.forEach((lock, what) -> into.seen.merge(lock, what, Trace::union));
    return into;
  }

  @Override
  protected boolean supersetOf(CFAbstractStore<TentativeValue, TentativeStore> other) {
    return super.supersetOf(other)
        && other instanceof TentativeStore s
        && sections.equals(s.sections)
        && held.equals(s.held)
        && failed.equals(s.failed)
        && seen.equals(s.seen)
        && impossible == s.impossible
        && decided.equals(s.decided);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TentativeStore s
        && super.equals(o)
        && sections.equals(s.sections)
        && held.equals(s.held)
        && failed.equals(s.failed)
        && seen.equals(s.seen)
        && impossible == s.impossible
        && decided.equals(s.decided);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), held);
  }
}

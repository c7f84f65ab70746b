package lockproof.checkerframework.tentative;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;

/**
 * What is known of a value beside its type.
 *
 * @param deps the sections that it waits for
 * @param path where it came from, null if nowhere in particular
 * @param stamps the locks that it is a stamp of
 * @param facts what a test of it would establish
 * @param maybeNull it is a reference that a writer may set to null
 * @param range what is known of it as a number
 * @param fresh an object made here that nobody else has seen
 * @param tracked its sections are known, so that its declared type says nothing of them
 */
record Trace(
    Set<Dep> deps,
    Path path,
    Set<Path> stamps,
    Facts facts,
    boolean maybeNull,
    Range range,
    boolean fresh,
    boolean tracked) {
  static final Trace NONE =
      new Trace(Set.of(), null, Set.of(), Facts.NONE, false, Range.ANY, false, false);

  static Trace of(Set<Dep> deps) {
    return NONE.with(deps);
  }

  Trace with(Set<Dep> now) {
    return now.equals(deps)
        ? this
        : new Trace(now, path, stamps, facts, maybeNull, range, fresh, tracked || !now.isEmpty());
  }

  Trace at(Path now) {
    return new Trace(deps, now, stamps, facts, maybeNull, range, fresh, tracked);
  }

  Trace stamps(Set<Path> now) {
    return new Trace(deps, path, now, facts, maybeNull, range, fresh, tracked);
  }

  Trace with(Facts now) {
    return new Trace(deps, path, stamps, now, maybeNull, range, fresh, tracked);
  }

  Trace maybeNull(boolean now) {
    return new Trace(deps, path, stamps, facts, now, range, fresh, tracked);
  }

  Trace range(Range now) {
    return new Trace(deps, path, stamps, facts, maybeNull, now, fresh, tracked);
  }

  Trace fresh(boolean now) {
    return new Trace(deps, path, stamps, facts, maybeNull, range, now, tracked);
  }

  /** The stamps that something holds which was made of these. */
  static Set<Path> stampsOf(List<Trace> parts) {
    Set<Path> all = new LinkedHashSet<>();
    parts.forEach(p -> all.addAll(p.stamps()));
    return all;
  }

  boolean tentative() {
    return !deps.isEmpty();
  }

  /** Either of the two. */
  Trace join(Trace o) {
    if (equals(o)) {
      return this;
    }
    return new Trace(
        Dep.union(deps, o.deps),
        path != null && path.equals(o.path) ? path : null,
        union(stamps, o.stamps),
        facts.join(o.facts),
        maybeNull || o.maybeNull,
        range.join(o.range),
        fresh && o.fresh,
        tracked && o.tracked);
  }

  /** The variable has a new value: what was said in terms of it is over. */
  Trace reassigned(Element v) {
    Trace t = this;
    if (!deps.isEmpty()) {
      t = t.with(Dep.map(deps, d -> new Dep(d.lock().before(v), d.status())));
    }
    if (path != null && path.mentions(v)) {
      t = t.at(null);
    }
    if (stamps.stream().anyMatch(p -> p.mentions(v))) {
      t = t.stamps(mapped(stamps, p -> p.before(v)));
    }
    t = t.with(facts.without(e -> e.lock().mentions(v)));
    Range now = range.without(v);
    return now == range ? t : t.range(now);
  }

  static <T> Set<T> union(Set<T> a, Set<T> b) {
    if (a.containsAll(b)) {
      return a;
    }
    Set<T> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  static <T> Set<T> common(Set<T> a, Set<T> b) {
    if (a.equals(b)) {
      return a;
    }
    Set<T> both = new LinkedHashSet<>(a);
    both.retainAll(b);
    return both;
  }

  static <T> Set<T> without(Set<T> from, T gone) {
    Set<T> left = new LinkedHashSet<>(from);
    left.remove(gone);
    return left;
  }

  private static Set<Path> mapped(Set<Path> paths, Function<Path, Path> change) {
    Set<Path> all = new LinkedHashSet<>();
    paths.forEach(p -> all.add(change.apply(p)));
    return all;
  }
}

package lockproof.checkerframework.tentative;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
 * @param refilled the locks since whose latest section the elements were written again, as far as
 *     can be told of a loop
 */
record Trace(
    Set<Dep> deps,
    Path path,
    Set<Path> stamps,
    Facts facts,
    boolean maybeNull,
    Range range,
    boolean fresh,
    boolean tracked,
    Set<Path> refilled) {
  static final Trace NONE =
      new Trace(Set.of(), null, Set.of(), Facts.NONE, false, Range.ANY, false, false, Set.of());

  static Trace of(Set<Dep> deps) {
    return NONE.with(deps);
  }

  Trace with(Set<Dep> now) {
    return now.equals(deps)
        ? this
        : new Trace(
            now, path, stamps, facts, maybeNull, range, fresh, tracked || !now.isEmpty(), refilled);
  }

  Trace at(Path now) {
    return Objects.equals(now, path)
        ? this
        : new Trace(deps, now, stamps, facts, maybeNull, range, fresh, tracked, refilled);
  }

  Trace stamps(Set<Path> now) {
    return now.equals(stamps)
        ? this
        : new Trace(deps, path, now, facts, maybeNull, range, fresh, tracked, refilled);
  }

  Trace with(Facts now) {
    return now.equals(facts)
        ? this
        : new Trace(deps, path, stamps, now, maybeNull, range, fresh, tracked, refilled);
  }

  Trace maybeNull(boolean now) {
    return new Trace(deps, path, stamps, facts, now, range, fresh, tracked, refilled);
  }

  Trace range(Range now) {
    return new Trace(deps, path, stamps, facts, maybeNull, now, fresh, tracked, refilled);
  }

  Trace fresh(boolean now) {
    return new Trace(deps, path, stamps, facts, maybeNull, range, now, tracked, refilled);
  }

  Trace refilled(Set<Path> now) {
    return now.equals(refilled)
        ? this
        : new Trace(deps, path, stamps, facts, maybeNull, range, fresh, tracked, now);
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
    Set<Path> again = union(refilled, o.refilled);
    return new Trace(
        Cells.without(Dep.union(deps, o.deps), again),
        path != null && path.equals(o.path) ? path : null,
        union(stamps, o.stamps),
        facts.join(o.facts),
        maybeNull || o.maybeNull,
        range.join(o.range),
        fresh && o.fresh,
        tracked && o.tracked,
        again);
  }

  /** The same, with places called by other names. */
  Trace renamed(UnaryOperator<Path> names) {
    return with(Dep.map(deps, d -> d.renamed(names)))
        .at(path == null ? null : names.apply(path))
        .stamps(mapped(stamps, names))
        .with(facts.renamed(names))
        .refilled(mapped(refilled, names));
  }

  /** Whether the place is spoken of. */
  boolean mentions(Predicate<Path> place) {
    return (path != null && place.test(path))
        || stamps.stream().anyMatch(place)
        || deps.stream().anyMatch(d -> place.test(d.lock()))
        || facts.mentions(place);
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
    if (!from.contains(gone)) {
      return from;
    }
    Set<T> left = new LinkedHashSet<>(from);
    left.remove(gone);
    return left;
  }

  private static Set<Path> mapped(Set<Path> paths, UnaryOperator<Path> change) {
    if (paths.isEmpty()) {
      return paths;
    }
    Set<Path> all = new LinkedHashSet<>();
    paths.forEach(p -> all.add(change.apply(p)));
    return all;
  }
}

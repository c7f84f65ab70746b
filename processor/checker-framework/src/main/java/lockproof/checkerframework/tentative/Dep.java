package lockproof.checkerframework.tentative;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A value waits for a section of the lock to be validated.
 *
 * @param lock whose section
 * @param status what has become of the section since
 * @param cell the element of an array that waits, rather than the array; else null
 */
record Dep(Path lock, Status status, Path cell) {
  Dep(Path lock, Status status) {
    this(lock, status, null);
  }

  /** In the order in which a report prefers them. */
  enum Status {
    /** Read in a section that is still open. */
    OPEN("optimistic-unvalidated"),
    /** Read after the section was validated. */
    REREAD("optimistic-reread"),
    /** The validation failed. */
    FAILED("optimistic-failed"),
    /** The section ended without being asked about. */
    STALE("optimistic-failed"),
    /** The validation failed, and the section is over. */
    LOST("optimistic-failed");

    final String rule;

    Status(String rule) {
      this.rule = rule;
    }

    /** Whether no validation can help any more. */
    boolean over() {
      return this == STALE || this == LOST;
    }
  }

  /** The section is over, whatever has become of it. */
  Dep superseded() {
    return switch (status) {
      case OPEN, REREAD -> to(Status.STALE);
      case FAILED -> to(Status.LOST);
      case STALE, LOST -> this;
    };
  }

  Dep to(Status next) {
    return new Dep(lock, next, cell);
  }

  Dep renamed(UnaryOperator<Path> names) {
    return new Dep(names.apply(lock), status, cell == null ? null : names.apply(cell));
  }

  static Set<Dep> union(Set<Dep> a, Set<Dep> b) {
    if (a.containsAll(b)) {
      return a;
    }
    if (b.containsAll(a)) {
      return b;
    }
    Set<Dep> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  /** Each replaced by what the function says, or left out for null. */
  static Set<Dep> map(Set<Dep> deps, Function<Dep, Dep> change) {
    if (deps.isEmpty()) {
      return deps;
    }
    Set<Dep> changed = new LinkedHashSet<>();
    for (Dep d : deps) {
      Dep now = change.apply(d);
      if (now != null) {
        changed.add(now);
      }
    }
    return changed.equals(deps) ? deps : changed;
  }

  /** The one to speak of. */
  static Dep worst(Set<Dep> deps) {
    Dep worst = null;
    for (Dep d : deps) {
      if (worst == null || d.status().compareTo(worst.status()) < 0) {
        worst = d;
      }
    }
    return worst;
  }
}

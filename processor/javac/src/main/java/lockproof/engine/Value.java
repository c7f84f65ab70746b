package lockproof.engine;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An abstract value.
 *
 * @param sym what it is, or null if that is not known
 * @param deps what it depends on
 */
public record Value(Sym sym, Set<Dep> deps) {
  /** A value of which nothing is known. */
  public static final Value UNKNOWN = new Value(null, Set.of());

  /** A value that depends on nothing. */
  public static Value of(Sym sym) {
    return new Value(sym, Set.of());
  }

  /** The same value with more dependences. */
  public Value with(Set<Dep> more) {
    return more.isEmpty() || deps.containsAll(more) ? this : new Value(sym, union(deps, more));
  }

  /** The same value, no longer waiting for these sections. */
  public Value without(Set<Sym> sections) {
    if (sections.isEmpty() || !tentative()) {
      return this;
    }
    Set<Dep> left = new LinkedHashSet<>(deps);
    left.removeIf(d -> d.kind() == Dep.Kind.TENTATIVE && sections.contains(d.region()));
    return new Value(sym, left);
  }

  /** The same value as one that cannot change: it borrows nothing, and proves nothing. */
  public Value copied() {
    return lacking(d -> d.kind() == Dep.Kind.BORROWED || d.kind() == Dep.Kind.PROOF);
  }

  /** The same value as one that cannot change, though what it holds may be proof of something. */
  public Value unborrowed() {
    return lacking(d -> d.kind() == Dep.Kind.BORROWED);
  }

  /** The same value as one that is no proof of anything. */
  Value unproven() {
    return lacking(d -> d.kind() == Dep.Kind.PROOF);
  }

  private Value lacking(Predicate<Dep> which) {
    if (deps.isEmpty() || deps.stream().noneMatch(which)) {
      return this;
    }
    Set<Dep> left = new LinkedHashSet<>(deps);
    left.removeIf(which);
    return new Value(sym, left);
  }

  /** Something computed from this value. */
  public Value derived() {
    return sym == null ? this : new Value(null, deps);
  }

  /** The union, in a stable order. */
  public static Set<Dep> union(Set<Dep> a, Set<Dep> b) {
    if (a.isEmpty() || a.equals(b)) {
      return b;
    }
    if (b.isEmpty()) {
      return a;
    }
    Set<Dep> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  /** Whether it depends on an unvalidated section. */
  public boolean tentative() {
    return tentative(deps);
  }

  /** Whether one of these is an unvalidated section. */
  public static boolean tentative(Set<Dep> deps) {
    for (Dep d : deps) {
      if (d.kind() == Dep.Kind.TENTATIVE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object o) {
    return o == this || o instanceof Value v && Objects.equals(sym, v.sym) && deps.equals(v.deps);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(sym) + deps.hashCode();
  }
}

package lockproof.checkerframework.tentative;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a test of a value would establish.
 *
 * @param yes if it is true, not null, or not zero; null if it cannot be
 * @param no if it is false, null, or zero; null if it cannot be
 */
record Facts(Set<Effect> yes, Set<Effect> no) {
  static final Facts NONE = new Facts(Set.of(), Set.of());
  static final Facts ALWAYS = new Facts(Set.of(), null);
  static final Facts NEVER = new Facts(null, Set.of());

  /** One thing that turns out. */
  record Effect(Kind kind, Path lock) {}

  /** What turns out. */
  enum Kind {
    /** The section was undisturbed. */
    SETTLES,
    /** The section was disturbed. */
    FAILS,
    /** The lock is held from here on. */
    HOLDS,
    /** The lock has been held since this was set. */
    HELD,
    /** The local, in place of a lock, has a value that waits for nothing. */
    CLEAN
  }

  static Facts when(boolean outcome, Set<Effect> then, Set<Effect> otherwise) {
    return outcome ? new Facts(then, otherwise) : new Facts(otherwise, then);
  }

  /** The same, and of what is known to have one outcome, more that comes with it. */
  Facts told(Set<Effect> effects) {
    return yes == null && no != null
        ? new Facts(null, Trace.union(no, effects))
        : no == null && yes != null ? new Facts(Trace.union(yes, effects), null) : this;
  }

  /** The same of a flag that has turned out so. */
  Facts known(boolean outcome) {
    return outcome
        ? new Facts(yes == null ? Set.of() : yes, null)
        : new Facts(null, no == null ? Set.of() : no);
  }

  Facts negated() {
    return new Facts(no, yes);
  }

  /** What holds whichever of the two values it is; the impossible promises everything. */
  Facts join(Facts o) {
    return equals(o) ? this : new Facts(common(yes, o.yes), common(no, o.no));
  }

  private static Set<Effect> common(Set<Effect> a, Set<Effect> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    Set<Effect> both = new LinkedHashSet<>(a);
    both.retainAll(b);
    return both;
  }

  Facts renamed(UnaryOperator<Path> names) {
    return new Facts(renamed(yes, names), renamed(no, names));
  }

  private static Set<Effect> renamed(Set<Effect> effects, UnaryOperator<Path> names) {
    if (effects == null || effects.isEmpty()) {
      return effects;
    }
    Set<Effect> all = new LinkedHashSet<>();
    effects.forEach(e -> all.add(new Effect(e.kind(), names.apply(e.lock()))));
    return all;
  }

  boolean mentions(Predicate<Path> place) {
    return mentions(yes, place) || mentions(no, place);
  }

  private static boolean mentions(Set<Effect> effects, Predicate<Path> place) {
    return effects != null && effects.stream().anyMatch(e -> place.test(e.lock()));
  }

  Facts without(Predicate<Effect> gone) {
    return new Facts(without(yes, gone), without(no, gone));
  }

  private static Set<Effect> without(Set<Effect> from, Predicate<Effect> gone) {
    if (from == null || from.stream().noneMatch(gone)) {
      return from;
    }
    Set<Effect> left = new LinkedHashSet<>(from);
    left.removeIf(gone);
    return left;
  }
}

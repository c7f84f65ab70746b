package lockproof.checkerframework.context;

import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is known of a value beside its type.
 *
 * @param scopes the scopes that it may be, or that it was reached through
 * @param itself whether it is the scope, not data reached through it
 * @param isNull whether it may be null
 * @param forged whether it was made by force
 * @param yes the contexts that are proven when it is true
 * @param no the contexts that are proven when it is false
 */
record Held(
    Set<Tree> scopes,
    boolean itself,
    boolean isNull,
    boolean forged,
    Set<String> yes,
    Set<String> no) {
  static final Held NOTHING = new Held(Set.of(), false, false, false, Set.of(), Set.of());
  static final Held NULL = new Held(Set.of(), true, true, false, Set.of(), Set.of());
  static final Held FORGED = new Held(Set.of(), true, false, true, Set.of(), Set.of());

  static Held scope(Tree site, boolean maybeNull) {
    return new Held(Set.of(site), true, maybeNull, false, Set.of(), Set.of());
  }

  static Held reached(Set<Tree> through) {
    return through.isEmpty() ? NOTHING : new Held(through, false, false, false, Set.of(), Set.of());
  }

  static Held proof(Set<String> yes, Set<String> no) {
    return new Held(Set.of(), false, false, false, yes, no);
  }

  /** Whether it is a scope of the caller. */
  boolean lent() {
    return !scopes.isEmpty() && scopes.stream().allMatch(VariableTree.class::isInstance);
  }

  Held nonNull() {
    return new Held(scopes, itself, false, forged, yes, no);
  }

  /** The same, where its being true or false proves nothing any more. */
  Held unproven() {
    return new Held(scopes, itself, isNull, forged, Set.of(), Set.of());
  }

  Held negated() {
    return new Held(scopes, itself, isNull, forged, no, yes);
  }

  /** What is known when both are known of the same value. */
  Held also(Held o) {
    return proof(union(yes, o.yes), union(no, o.no));
  }

  /** What is known of both being true, or not both. */
  Held and(Held o) {
    return proof(union(yes, o.yes), common(no, o.no));
  }

  /** What is known of either being true, or neither. */
  Held or(Held o) {
    return proof(common(yes, o.yes), union(no, o.no));
  }

  Held join(Held o) {
    if (equals(o)) {
      return this;
    }
    return new Held(
        union(scopes, o.scopes),
        o.scopes.isEmpty() ? itself : scopes.isEmpty() ? o.itself : itself || o.itself,
        isNull || o.isNull,
        forged || o.forged,
        common(yes, o.yes),
        common(no, o.no));
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
}

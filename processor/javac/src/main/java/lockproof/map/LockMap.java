package lockproof.map;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that is known of locks, by qualified names; the same however the sources came in. */
public final class LockMap {
  /**
   * Who takes a lock.
   *
   * @param by the method, or the class for its initializers
   * @param through the method that it calls for that, or the empty string
   * @param runsAs the functional interface under which it is called, or the empty string
   * @param mode exclusive, shared or optimistic
   * @param attempt whether it is only tried
   * @param contexts proven there
   */
  record Taking(
      String by, String through, String runsAs, String mode, boolean attempt, String contexts)
      implements Comparable<Taking> {
    private static final Comparator<Taking> ORDER =
        Comparator.comparing(Taking::by)
            .thenComparing(Taking::through)
            .thenComparing(Taking::runsAs)
            .thenComparing(Taking::mode)
            .thenComparing(Taking::attempt)
            .thenComparing(Taking::contexts);

    @Override
    public int compareTo(Taking o) {
      return ORDER.compare(this, o);
    }
  }

  /**
   * What a lock protects.
   *
   * @param member the field
   * @param content whether it is what the field refers to
   * @param shownBy the method that shows it, or the empty string for a mark
   */
  record Protected(String member, boolean content, String shownBy)
      implements Comparable<Protected> {
    @Override
    public int compareTo(Protected o) {
      return Comparator.comparing(Protected::member)
          .thenComparing(Protected::content)
          .thenComparing(Protected::shownBy)
          .compare(this, o);
    }
  }

  /** A level with its reason. */
  record Rank(String level, String because) {}

  /** Where a class or field stands; the type is that of the field, or the empty string. */
  record Declaration(String type, String file, int line, Rank rank) {}

  /** How two locks nest. */
  static final class Nesting {
    boolean declared;
    boolean waits;
    boolean tries;
    final SortedSet<String> in = new TreeSet<>();
  }

  /** One lock. */
  static final class Lock {
    final SortedSet<String> otherNames = new TreeSet<>();
    final SortedSet<Protected> protects = new TreeSet<>();
    final Map<Taking, SortedSet<String>> takings = new TreeMap<>();
    final Map<String, Nesting> inner = new TreeMap<>();
  }

  private final Map<String, Lock> locks = new TreeMap<>();
  private final Map<String, Declaration> declarations = new TreeMap<>();
  private final Set<String> marked = new TreeSet<>();

  /** An empty map. */
  public LockMap() {}

  Lock lock(String name) {
    return locks.computeIfAbsent(name, n -> new Lock());
  }

  Map<String, Lock> locks() {
    return locks;
  }

  void declare(String name, Declaration declaration) {
    declarations.put(name, declaration);
  }

  /** Where the lock is declared, or null if that is outside the sources. */
  Declaration declaration(String lock) {
    return declarations.get(lock.replaceFirst("(\\[]|\\.class)$", ""));
  }

  /** Who takes a lock; calls that tell no more than the method that is called are left out. */
  Map<Taking, SortedSet<String>> takings(Lock lock) {
    Map<Taking, SortedSet<String>> telling = new TreeMap<>(lock.takings);
    lock.takings.forEach(
        (t, held) -> {
          Taking called = new Taking(t.through(), "", "", t.mode(), t.attempt(), "");
          if (t.contexts().isEmpty()
              && t.runsAs().isEmpty()
              && lock.takings.getOrDefault(called, new TreeSet<>()).containsAll(held)
              && lock.takings.containsKey(called)) {
            telling.remove(t);
          }
        });
    return telling;
  }

  void protect(String lock, Protected what) {
    if (what.shownBy().isEmpty()) {
      marked.add(what.member());
    }
    lock(lock).protects.add(what);
  }

  /** Adds what another part of the sources has brought. */
  public void merge(LockMap other) {
    other.locks.forEach(
        (name, from) -> {
          Lock to = lock(name);
          to.otherNames.addAll(from.otherNames);
          to.protects.addAll(from.protects);
          from.takings.forEach(
              (taking, held) ->
                  to.takings.computeIfAbsent(taking, t -> new TreeSet<>()).addAll(held));
          from.inner.forEach(
              (inner, n) -> {
                Nesting into = to.inner.computeIfAbsent(inner, i -> new Nesting());
                into.declared |= n.declared;
                into.waits |= n.waits;
                into.tries |= n.tries;
                into.in.addAll(n.in);
              });
        });
    declarations.putAll(other.declarations);
    marked.addAll(other.marked);
  }

  /** What a lock protects; a mark has the last word on what it marks. */
  SortedSet<Protected> protectedBy(Lock lock) {
    return lock.protects.stream()
        .filter(p -> p.shownBy().isEmpty() || !marked.contains(p.member()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Fields with a level of their own that no lock protects. */
  Map<String, Rank> unlocked() {
    Map<String, Rank> left = new TreeMap<>();
    declarations.forEach(
        (name, declared) -> {
          if (declared.rank() != null && !declared.type().isEmpty()) {
            left.put(name, declared.rank());
          }
        });
    locks.values().forEach(l -> protectedBy(l).forEach(p -> left.remove(p.member())));
    left.keySet().removeAll(locks.keySet());
    return left;
  }

  /** In one line, how much there is. */
  public String summary() {
    Set<String> members = new TreeSet<>();
    locks.values().forEach(l -> protectedBy(l).forEach(p -> members.add(p.member())));
    int order = locks.values().stream().mapToInt(l -> l.inner.size()).sum();
    return count(locks.size(), "lock")
        + " around "
        + count(members.size(), "member")
        + ", "
        + count(order, "nesting");
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}

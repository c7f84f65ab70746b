package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A set of locks under way, known by the context or by what its closure is given; or a mutex that
 * is held without a set, known by itself.
 *
 * @param nature how it is run
 * @param stage how far it has come
 * @param lent whether it came from the caller
 * @param of the class of its mutexes, or null if that is not known
 * @param held mutexes that it certainly holds
 * @param more whether it may hold others
 * @param refused mutexes that it failed to lock, with the place where it was told
 * @param since where the stage began
 * @param caught the handler that caught the signal to back off, or null
 * @param pending effects that are wrong if it goes on locking
 * @param outer objects that were there before it
 * @param at where it began
 */
record SetState(
    Nature nature,
    Stage stage,
    boolean lent,
    String of,
    Set<Sym> held,
    boolean more,
    Map<Sym, Tree> refused,
    Sym.Site since,
    Tree caught,
    Set<Event.SetEffect> pending,
    Set<Sym> outer,
    Tree at) {
  /** How a set is run. */
  enum Nature {
    /** An object with steps, by its owner. */
    CONTEXT,
    /** A closure that locks and has no effects. */
    ACQUIRE,
    /** A closure that locks, then works. */
    ATTEMPT,
    /** A closure that works. */
    USE,
    /** No set at all: one mutex. */
    ALONE
  }

  /** How far a set has come. */
  enum Stage {
    /** Anywhere: it came from elsewhere. */
    UNKNOWN,
    ACQUIRING,
    /** Told that waiting might never end. */
    BACKING_OFF,
    DONE,
    CLOSED
  }

  static SetState begun(Nature nature, Stage stage, String of, Set<Sym> outer, Tree at) {
    return new SetState(
        nature, stage, false, of, Set.of(), false, Map.of(), null, null, Set.of(), outer, at);
  }

  static SetState lent(Nature nature, Stage stage, String of, Tree at) {
    return new SetState(
        nature, stage, true, of, Set.of(), true, Map.of(), null, null, Set.of(), Set.of(), at);
  }

  boolean idle() {
    return held.isEmpty() && !more;
  }

  /** Whether it may be told to back off when it asks for one more. */
  boolean mayDeadlock() {
    return !held.isEmpty() || more;
  }

  /** Whether code that runs now may be run again. */
  boolean repeats() {
    return stage == Stage.BACKING_OFF
        ? nature == Nature.ACQUIRE || nature == Nature.ATTEMPT
        : nature == Nature.ACQUIRE && stage == Stage.ACQUIRING;
  }

  /** Whether code that runs now may be run again if something more is locked later. */
  boolean mayRepeat() {
    return nature == Nature.ATTEMPT && stage == Stage.ACQUIRING;
  }

  SetState to(Stage next, Sym.Site where) {
    return new SetState(
        nature, next, lent, of, held, more, refused, where, null, pending, outer, at);
  }

  SetState caught(Tree handler) {
    return new SetState(
        nature, stage, lent, of, held, more, refused, since, handler, pending, outer, at);
  }

  private SetState holding(Set<Sym> now, boolean others, Map<Sym, Tree> not) {
    return new SetState(
        nature, stage, lent, of, now, others, not, since, caught, pending, outer, at);
  }

  SetState locked(Sym mutex) {
    Set<Sym> now = new LinkedHashSet<>(held);
    Map<Sym, Tree> not = new LinkedHashMap<>(refused);
    if (mutex != null) {
      now.add(mutex);
      not.remove(mutex);
    }
    return holding(now, more || mutex == null, not);
  }

  /** What it holds is not certain any more. */
  SetState somehow() {
    return holding(held, true, refused);
  }

  SetState refused(Sym mutex, Tree where) {
    Map<Sym, Tree> not = new LinkedHashMap<>(refused);
    if (mutex != null) {
      not.put(mutex, where);
    }
    return holding(held, more, not);
  }

  SetState released(Sym mutex) {
    if (mutex == null || !held.contains(mutex)) {
      return holding(Set.of(), true, refused);
    }
    Set<Sym> now = new LinkedHashSet<>(held);
    now.remove(mutex);
    return holding(now, more, refused);
  }

  /** Nothing is held. */
  SetState emptied() {
    return holding(Set.of(), false, Map.of());
  }

  /** The same set in another closure. */
  SetState as(Nature how, Stage next, Sym.Site where) {
    return new SetState(how, next, lent, of, held, more, refused, where, null, pending, outer, at);
  }

  /** Others may have used it. */
  SetState passedOn() {
    Stage after = nature == Nature.CONTEXT && stage != Stage.CLOSED ? Stage.UNKNOWN : stage;
    return new SetState(
        nature, after, lent, of, Set.of(), true, Map.of(), since, caught, pending, outer, at);
  }

  SetState effects(Set<Event.SetEffect> effects) {
    return new SetState(
        nature, stage, lent, of, held, more, refused, since, caught, effects, outer, at);
  }

  boolean alike(SetState o) {
    return nature == o.nature
        && stage == o.stage
        && java.util.Objects.equals(of, o.of)
        && refused.keySet().equals(o.refused.keySet());
  }

  SetState join(SetState o) {
    if (equals(o)) {
      return this;
    }
    Set<Sym> both = new LinkedHashSet<>(held);
    both.retainAll(o.held);
    Map<Sym, Tree> not = new LinkedHashMap<>(refused);
    not.keySet().retainAll(o.refused.keySet());
    Set<Event.SetEffect> effects = new LinkedHashSet<>(pending);
    effects.addAll(o.pending);
    boolean others = more || o.more || both.size() < Math.max(held.size(), o.held.size());
    return new SetState(
        nature, stage, lent, of, both, others, not, since, caught, effects, outer, at);
  }

  SetState map(UnaryOperator<Sym> f) {
    Set<Sym> now = new LinkedHashSet<>();
    held.forEach(s -> now.add(f.apply(s)));
    Map<Sym, Tree> not = new LinkedHashMap<>();
    refused.forEach((s, t) -> not.put(f.apply(s), t));
    Set<Sym> before = new LinkedHashSet<>();
    outer.forEach(s -> before.add(f.apply(s)));
    return new SetState(
        nature, stage, lent, of, now, more, not, since, caught, pending, before, at);
  }
}

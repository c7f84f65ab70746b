package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import lockproof.contract.Mode;

/**
 * That a lock is held, or what is known of its not being held.
 *
 * @param mode exclusive or shared; null if it is known not to be held
 * @param count how often it was acquired here; 0 if the caller holds it
 * @param stamp the stamp or guard that stands for the hold, or null
 * @param at where it was acquired, or why it is not held
 * @param why what became of it
 * @param several whether it may stand for several locks of one place in a loop
 * @param decided sections whose validated values led here
 * @param rechecked whether guarded data was looked at again since
 */
public record Hold(
    Mode mode,
    int count,
    Sym stamp,
    Tree at,
    Why why,
    boolean several,
    Set<Sym> decided,
    boolean rechecked) {

  /** How the state came about. */
  public enum Why {
    /** Acquired here. */
    ACQUIRED,
    /** The caller holds it: a mark or an assertion says so. */
    CALLER,
    /** Released here. */
    RELEASED,
    /** Tried here without success. */
    FAILED,
    /** Tested and found not to be held. */
    TESTED
  }

  static Hold acquired(Mode mode, Sym stamp, Tree at) {
    return new Hold(mode, 1, stamp, at, Why.ACQUIRED, false, Set.of(), false);
  }

  static Hold byCaller(Mode mode, Tree at) {
    return new Hold(mode, 0, null, at, Why.CALLER, false, Set.of(), false);
  }

  static Hold not(Why why, Tree at) {
    return new Hold(null, 0, null, at, why, false, Set.of(), false);
  }

  /** Whether it is held. */
  public boolean held() {
    return mode != null;
  }

  /** Whether it was acquired here, on no decision known so far. */
  boolean decidesAnew() {
    return held() && why == Why.ACQUIRED && decided.isEmpty() && !rechecked;
  }

  /** Whether it was taken on a decision that nothing has confirmed since. */
  boolean onOldDecision() {
    return held() && !decided.isEmpty() && !rechecked;
  }

  Hold count(int n) {
    return new Hold(mode, n, stamp, at, why, several, decided, rechecked);
  }

  Hold asSeveral() {
    return several ? this : new Hold(mode, count, stamp, at, why, true, decided, rechecked);
  }

  Hold decided(Set<Sym> by) {
    return new Hold(mode, count, stamp, at, why, several, by, rechecked);
  }

  Hold stamp(Sym s) {
    return new Hold(mode, count, s, at, why, several, decided, rechecked);
  }

  /** The same with its symbols replaced. */
  Hold rewritten(UnaryOperator<Sym> f) {
    Sym moved = stamp == null ? null : f.apply(stamp);
    if (moved == stamp && decided.stream().allMatch(s -> f.apply(s) == s)) {
      return this;
    }
    Set<Sym> by = new LinkedHashSet<>();
    decided.forEach(s -> by.add(f.apply(s)));
    return new Hold(mode, count, moved, at, why, several, by, rechecked);
  }

  Hold recheck() {
    return rechecked ? this : new Hold(mode, count, stamp, at, why, several, decided, true);
  }

  /** Whether two paths may be merged as far as this lock is concerned. */
  boolean alike(Hold o) {
    return mode == o.mode
        && count == o.count
        && (why == o.why || (mode == null && why != Why.FAILED && o.why != Why.FAILED))
        && Objects.equals(stamp, o.stamp);
  }

  Hold join(Hold o) {
    if (equals(o)) {
      return this;
    }
    Set<Sym> by = decided;
    if (!decided.equals(o.decided)) {
      by = new LinkedHashSet<>(decided);
      by.addAll(o.decided);
    }
    return new Hold(
        mode, count, stamp, at, why, several || o.several, by, rechecked && o.rechecked);
  }
}

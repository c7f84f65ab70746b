package lockproof.engine;

/**
 * That a value depends on a region.
 *
 * @param kind what the region does for the value
 * @param region the stamp of a section, a guard, or a lock
 */
public record Dep(Kind kind, Sym region) {
  /** What a region does for a value. */
  public enum Kind {
    /** Read in an optimistic section that has not been validated since. */
    TENTATIVE,
    /** Read in a section that was validated: fine, but a decision made on it may be out of date. */
    SETTLED,
    /** Read under a shared hold: fine, but a decision made on it is old once the hold is gone. */
    SHARED,
    /** Read of guarded data while neither the lock was held nor a section was open. */
    OUTSIDE,
    /** Read under a lock that was taken on an old decision: asking it makes the decision anew. */
    RECHECKED,
    /** Reached through a guard: to be used only while the guard is open. */
    BORROWED,
    /** Proof that the set of locks holds something: to be used only in that set. */
    PROOF
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Dep d && kind == d.kind && region.equals(d.region);
  }

  @Override
  public int hashCode() {
    return 31 * region.hashCode() + kind.ordinal();
  }
}

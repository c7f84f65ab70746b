package lockproof.engine;

/**
 * That a value depends on a region.
 *
 * @param kind what the region does for the value
 * @param region the stamp of a section, or a guard
 */
public record Dep(Kind kind, Sym region) {
  /** What a region does for a value. */
  public enum Kind {
    /** Read in an optimistic section that has not been validated since. */
    TENTATIVE,
    /** Read in a section that was validated: fine, but a decision made on it may be out of date. */
    SETTLED,
    /** Reached through a guard: to be used only while the guard is open. */
    BORROWED
  }
}

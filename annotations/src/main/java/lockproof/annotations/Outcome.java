package lockproof.annotations;

/** For which result of a method its contract has taken effect. */
public enum Outcome {
  /** On every normal return. */
  ALWAYS,
  /** When the method returned {@code true}. */
  TRUE,
  /** When the method returned {@code false}. */
  FALSE,
  /** When the method returned something other than {@code null}. */
  NONNULL,
  /** When the method returned a number other than zero. */
  NONZERO
}

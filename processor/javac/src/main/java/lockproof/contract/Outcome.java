package lockproof.contract;

/** For which result a clause of a contract has taken effect. */
public enum Outcome {
  /** On every normal return. */
  ALWAYS,
  /** The result is {@code true}. */
  TRUE,
  /** The result is {@code false}. */
  FALSE,
  /** The result is not {@code null}. */
  NONNULL,
  /** The result is not zero. */
  NONZERO
}

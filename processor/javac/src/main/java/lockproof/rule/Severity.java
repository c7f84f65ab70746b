package lockproof.rule;

/** How loudly a rule speaks. */
public enum Severity {
  /** The build fails. */
  ERROR,
  /** The build goes on. */
  WARNING,
  /** The rule is silent, unless the code asks for all there is to say. */
  OFF
}

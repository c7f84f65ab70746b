package lockproof.engine;

/** What a test has shown of a value. */
enum Fact {
  TRUE,
  FALSE,
  NULL,
  NONNULL,
  ZERO,
  NONZERO;

  Fact opposite() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case NULL -> NONNULL;
      case NONNULL -> NULL;
      case ZERO -> NONZERO;
      case NONZERO -> ZERO;
    };
  }
}

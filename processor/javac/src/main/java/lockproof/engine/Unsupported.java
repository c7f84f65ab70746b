package lockproof.engine;

/** The method at hand cannot be interpreted: it is skipped and counted, never guessed at. */
final class Unsupported extends RuntimeException {
  static final String TOO_LARGE = "too large";

  private static final long serialVersionUID = 1;

  Unsupported(String what) {
    super(what, null, false, false);
  }
}

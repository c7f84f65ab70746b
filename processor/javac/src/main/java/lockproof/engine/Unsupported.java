package lockproof.engine;

/** The method at hand cannot be interpreted: it is skipped and counted, never guessed at. */
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unsupported(String what) {
    super(what, null, false, false);
  }
}

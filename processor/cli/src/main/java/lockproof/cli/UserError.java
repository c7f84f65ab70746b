package lockproof.cli;

/** Something the user gave cannot be used; one line that names it and the remedy. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }
}

package lockproof.context;

/**
 * A context that code relies on is not there: its scope was closed, it belongs to another thread,
 * or it was never entered. Thrown in every build, not only where assertions are enabled.
 */
public class ContextException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Says which context is missing.
   *
   * @param message what is missing and why
   */
  public ContextException(String message) {
    super(message);
  }
}

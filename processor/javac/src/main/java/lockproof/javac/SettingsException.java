package lockproof.javac;

/** Settings that cannot be used; the message is one line that names the input and the remedy. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}

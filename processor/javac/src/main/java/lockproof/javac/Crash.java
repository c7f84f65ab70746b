package lockproof.javac;

/** Says in one line that the checker failed, where, and on what. */
final class Crash {
  private Crash() {}

  static String describe(Throwable e, String file) {
    String at = "";
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("lockproof.")) {
        at =
            " at "
                + frame.getClassName()
                + "."
                + frame.getMethodName()
                + ":"
                + frame.getLineNumber();
        break;
      }
    }
    String reason =
        e.getMessage() == null ? "" : " (" + e.getMessage().lines().findFirst().orElse("") + ")";
    return "[lockproof:internal] the checker failed on "
        + file
        + ": "
        + e.getClass().getSimpleName()
        + reason
        + at
        + "; this class is not fully checked, please report it";
  }
}

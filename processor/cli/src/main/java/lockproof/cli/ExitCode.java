package lockproof.cli;

/** What the shell is told. */
final class ExitCode {
  /** Nothing was found. */
  static final int CLEAN = 0;

  /** There are findings. */
  static final int FINDINGS = 1;

  /** The arguments or files could not be used. */
  static final int USAGE = 2;

  /** Nothing could be analysed. */
  static final int NOTHING = 3;

  private ExitCode() {}
}

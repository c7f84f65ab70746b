package lockproof.cli;

import java.io.PrintWriter;

/** A line that counts files, on a terminal only. */
final class Progress {
  private static final String CLEAR = "\r\033[K";
  private final PrintWriter err;
  private final int total;
  private final boolean terminal = System.console() != null && System.getenv("TERM") != null;
  private int done;

  Progress(PrintWriter err, int total) {
    this.err = err;
    this.total = total;
  }

  synchronized void done(int files) {
    done += files;
    if (terminal) {
      err.print(CLEAR + "checked " + done + " of " + total + " files");
      err.flush();
    }
  }

  void clear() {
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }
}

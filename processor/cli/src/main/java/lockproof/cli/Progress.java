package lockproof.cli;

import java.io.Console;
import java.io.PrintWriter;

/** A line that counts files, for a terminal. */
final class Progress {
  private static final String CLEAR = "\r\033[K";
  private static final long PAUSE = 100_000_000;
  private final PrintWriter err;
  private final int total;
  private final boolean shown;
  private int read;
  private int checked;
  private long last = System.nanoTime() - PAUSE;

  Progress(PrintWriter err, int total, boolean shown) {
    this.err = err;
    this.total = total;
    this.shown = shown;
  }

  /** Whether somebody looks on: the launcher knows best, else there must be a console. */
  static boolean wanted() {
    String launcher = System.getProperty("lockproof.terminal");
    if (launcher != null) {
      return Boolean.parseBoolean(launcher);
    }
    Console console = System.console();
    return console != null && System.getenv("TERM") != null && terminal(console);
  }

  /** Newer Javas have a console even where there is no terminal; they can be asked. */
  private static boolean terminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** javac has understood one more file. */
  synchronized void read() {
    read++;
    show();
  }

  /** One more file is done. */
  synchronized void checked() {
    checked++;
    show();
  }

  private void show() {
    long now = System.nanoTime();
    if (shown && now - last >= PAUSE) {
      last = now;
      err.print(CLEAR + "read " + read + ", checked " + checked + " of " + total + " files");
      err.flush();
    }
  }

  /** Leaves the line as it was. */
  synchronized void clear() {
    if (shown) {
      err.print(CLEAR);
      err.flush();
    }
  }
}

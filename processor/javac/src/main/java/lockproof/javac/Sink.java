package lockproof.javac;

import com.sun.source.tree.CompilationUnitTree;
import lockproof.engine.Site;
import lockproof.report.Finding;

/** Where findings go: to javac's own diagnostics, or into a list. */
public interface Sink {
  /** Something is wrong in the user's code. */
  void finding(Finding finding, Site site);

  /** The checker itself failed; the message says so in one line. */
  void crash(String message, CompilationUnitTree unit);

  /** The settings cannot be used; nothing is checked under them. */
  void unusable(String message, CompilationUnitTree unit);
}

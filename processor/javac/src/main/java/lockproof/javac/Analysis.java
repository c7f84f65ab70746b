package lockproof.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;
import lockproof.engine.Event;
import lockproof.report.Report;

/** What a host needs of the checker; a seam, so that hosts are tested without rules. */
interface Analysis {
  /** What is wrong in this top-level class, before settings and suppression. */
  List<Report> check(CompilationUnitTree unit, TypeElement topLevelType);

  /** What is wrong across classes; called once, after the last one. */
  List<Report> finish();

  /** Lets somebody see all that concerns locks. */
  default void observe(Consumer<Event> by) {}

  /** Methods whose bodies were followed. */
  int analysed();

  /** Methods that were left alone because something in them is unknown. */
  int skipped();

  /** Makes one analysis for each compilation and settings. */
  interface Factory {
    /** An analysis of the classes of this task. */
    Analysis create(JavacTask task, Trees trees, Settings settings);
  }
}

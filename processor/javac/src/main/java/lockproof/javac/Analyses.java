package lockproof.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import lockproof.report.MarkRules;
import lockproof.report.Report;

/** Connects the hosts to the rules. */
final class Analyses {
  private Analyses() {}

  static Set<String> ruleIds() {
    return Set.of(
        "context-missing",
        "context-closed",
        "context-outlived",
        "region-escape",
        "guard-dropped",
        "guard-closed",
        "optimistic-unvalidated",
        "optimistic-failed",
        MarkRules.REASON,
        MarkRules.STALE,
        MarkRules.INVALID);
  }

  static Analysis create(JavacTask task, Trees trees, Settings settings) {
    return new Analysis() {
      @Override
      public List<Report> check(CompilationUnitTree unit, TypeElement topLevelType) {
        return List.of();
      }

      @Override
      public List<Report> finish() {
        return List.of();
      }

      @Override
      public int analysed() {
        return 0;
      }

      @Override
      public int skipped() {
        return 0;
      }
    };
  }
}

package lockproof.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.util.List;
import javax.lang.model.element.TypeElement;
import lockproof.report.Report;
import lockproof.report.RuleInfo;
import lockproof.rule.Severity;

/** Connects the hosts to the rules. */
final class Analyses {
  private Analyses() {}

  static List<RuleInfo> rules() {
    return List.of(
        new RuleInfo("context-missing", Severity.ERROR, "a call needs a context that is absent"),
        new RuleInfo("context-closed", Severity.ERROR, "a token is used after its scope ended"),
        new RuleInfo("region-escape", Severity.ERROR, "a value leaves its region"),
        new RuleInfo("guard-dropped", Severity.ERROR, "the result of an acquisition is ignored"));
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

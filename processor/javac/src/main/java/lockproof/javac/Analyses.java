package lockproof.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.util.List;
import lockproof.report.RuleInfo;
import lockproof.rule.Rules;

/** Connects the hosts to the rules. */
final class Analyses {
  private Analyses() {}

  static List<RuleInfo> rules() {
    return Rules.all().stream()
        .map(rule -> new RuleInfo(rule.id(), rule.severity(), rule.summary()))
        .toList();
  }

  static Analysis create(JavacTask task, Trees trees, Settings settings) {
    try {
      return new Checker(trees, task.getElements(), task.getTypes(), settings);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("models: " + e.getMessage());
    }
  }
}

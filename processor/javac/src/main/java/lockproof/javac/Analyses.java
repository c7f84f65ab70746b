package lockproof.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockproof.report.RuleInfo;
import lockproof.rule.Rules;

/** Connects the hosts to the rules. */
final class Analyses {
  private Analyses() {}

  static List<RuleInfo> rules() {
    Map<String, RuleInfo> all = new LinkedHashMap<>();
    Rules.all()
        .forEach(r -> all.putIfAbsent(r.id(), new RuleInfo(r.id(), r.severity(), r.summary())));
    return List.copyOf(all.values());
  }

  static Analysis create(JavacTask task, Trees trees, Settings settings) {
    return new Checker(trees, task.getElements(), task.getTypes(), settings);
  }
}

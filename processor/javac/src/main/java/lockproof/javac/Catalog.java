package lockproof.javac;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lockproof.declaration.Declarations;
import lockproof.report.MarkRules;
import lockproof.report.RuleInfo;

/** Every rule that a host can name. */
public final class Catalog {
  private static final Map<String, RuleInfo> RULES = collect();

  private Catalog() {}

  /** The rules by id, in alphabetical order. */
  public static List<RuleInfo> rules() {
    return List.copyOf(RULES.values());
  }

  /** The ids that settings and marks may name. */
  public static Set<String> ids() {
    return RULES.keySet();
  }

  private static Map<String, RuleInfo> collect() {
    Map<String, RuleInfo> rules = new TreeMap<>();
    Stream.of(MarkRules.ALL, Analyses.rules(), Declarations.ALL)
        .flatMap(List::stream)
        .forEach(rule -> rules.putIfAbsent(rule.id(), rule));
    return rules;
  }
}

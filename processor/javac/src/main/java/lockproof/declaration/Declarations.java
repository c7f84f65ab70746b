package lockproof.declaration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Contracts;
import lockproof.report.RuleInfo;
import lockproof.rule.Severity;

/** Every rule about declarations, for one compilation. */
public final class Declarations {
  /** The rules that only look at declarations. */
  public static final List<RuleInfo> ALL =
      List.of(
          new RuleInfo(
              "context-override",
              Severity.ERROR,
              "an override demands more than what it overrides, or promises less"),
          new RuleInfo(
              "lock-order", Severity.ERROR, "locks are acquired against their declared order"));

  private final List<DeclarationRule> rules;

  /** The rules, over the contracts of one compilation. */
  public Declarations(Contracts contracts, Elements elements, Types types) {
    Tokens tokens = new Tokens(contracts, elements, types);
    LockNames names = new LockNames(elements);
    rules =
        List.of(
            new RegionFields(tokens),
            new TokenForging(tokens),
            new Overrides(contracts, tokens),
            new LockExpressions(names),
            new LockOrder(names),
            new OnePerType(tokens),
            new MarkPlaces(tokens),
            new LevelMarks(tokens),
            new MarkConflicts());
  }

  /** What is wrong with a top-level type and all that is declared in it. */
  public List<Fault> judge(TypeElement type) {
    List<Fault> faults = new ArrayList<>();
    visit(type, faults::add);
    return faults;
  }

  private void visit(Element e, Consumer<Fault> faults) {
    if (e.getKind() == ElementKind.RECORD_COMPONENT) {
      return; // judged as the field
    }
    rules.forEach(rule -> rule.judge(e, faults));
    if (e instanceof TypeElement type) {
      // Compilers differ in where they put the types among the members.
      type.getEnclosedElements().stream()
          .sorted(Comparator.comparing(TypeElement.class::isInstance))
          .forEach(inner -> visit(inner, faults));
    } else if (e instanceof ExecutableElement method) {
      method.getParameters().forEach(p -> visit(p, faults));
    }
  }
}

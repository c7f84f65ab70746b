package lockproof.declaration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Contexts;
import lockproof.contract.Contracts;
import lockproof.contract.Mark;
import lockproof.rule.Severity;

/**
 * Callers of the overridden method know neither the override nor its marks: it must not ask more of
 * them, and what they were promised it must promise too, for its body is held to its own marks.
 */
final class Overrides implements DeclarationRule {
  private static final String RULE = "context-override";
  private static final List<String> DEMANDS = List.of("RequiresContext", "MustHold", "MustNotHold");

  /** What callers rely on; a mark of the whole type speaks for the method. */
  private static final Set<String> PROMISES =
      Set.of(
          "Acquires",
          "Releases",
          "Closes",
          "HeldIf",
          "AssertsHeld",
          "AssertsContext",
          "Validates",
          "Converts",
          "HeldDuring",
          "SuspendedDuring",
          "Retries",
          "NeverReturns",
          "Pure",
          "Total",
          "TentativeSafe",
          "RunsInPlace",
          "RunsWithResult");

  private final Overridden overridden;
  private final Contracts contracts;

  Overrides(Contracts contracts, Tokens tokens) {
    this.contracts = contracts;
    this.overridden = new Overridden(tokens.elements);
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (e instanceof ExecutableElement method && e.getEnclosingElement() instanceof TypeElement t) {
      judge(method, overridden.by(method, t), method, faults);
    } else if (e instanceof TypeElement type) {
      overridden.inherited(type, (method, above) -> judge(method, above, type, faults));
    }
  }

  private void judge(
      ExecutableElement method,
      List<ExecutableElement> overridden,
      Element at,
      Consumer<Fault> faults) {
    for (ExecutableElement above : overridden) {
      Fault fault = demandsMore(method, above, at);
      if (fault == null) {
        fault = runsElsewhere(method, above, at);
      }
      if (fault == null) {
        fault = promisesLess(method, above, at);
      }
      if (fault != null) {
        faults.accept(fault);
        return;
      }
    }
  }

  private static Fault demandsMore(ExecutableElement method, ExecutableElement above, Element at) {
    for (String demand : DEMANDS) {
      Set<String> more = demanded(method, demand);
      more.removeAll(demanded(above, demand));
      if (!more.isEmpty()) {
        String what = more.stream().sorted().map(Overrides::simple).findFirst().orElseThrow();
        String needs =
            switch (demand) {
              case "RequiresContext" -> "the context `" + what + "`";
              case "MustHold" -> "`" + what + "` held";
              default -> "`" + what + "` not held";
            };
        return fault(
            at,
            at == method ? OwnMarks.find(method, demand).orElse(null) : null,
            name(method, at)
                + " needs "
                + needs
                + ", which "
                + qualified(above)
                + " does not ask"
                + " of its callers",
            "put the mark on " + qualified(above) + " too, or establish it inside");
      }
    }
    return null;
  }

  /**
   * Of contexts that other libraries have marks for: where the method above says nothing, nothing
   * is known, so that only what contradicts is wrong.
   */
  private Fault runsElsewhere(ExecutableElement method, ExecutableElement above, Element at) {
    for (Mark runs : contracts.marks(method)) {
      for (Mark entered : contracts.of(above).all("RequiresContext")) {
        String beyond = Contexts.beyond(entered, runs);
        if (beyond != null) {
          return fault(
              at,
              at == method ? familiar(method) : null,
              name(method, at)
                  + " needs the context `"
                  + Contexts.name(runs.text("value", ""))
                  + "`, but "
                  + qualified(above)
                  + " is called "
                  + beyond,
              "give both the same mark, or go there inside");
        }
      }
    }
    return null;
  }

  private AnnotationMirror familiar(ExecutableElement method) {
    return method.getAnnotationMirrors().stream()
        .map(AnnotationMirror.class::cast)
        .filter(m -> contracts.familiar("" + m.getAnnotationType().asElement().getSimpleName()))
        .findFirst()
        .orElse(null);
  }

  private static Fault promisesLess(ExecutableElement method, ExecutableElement above, Element at) {
    String dropped = dropped(above, method, above.getEnclosingElement());
    for (int i = 0; dropped == null && i < above.getParameters().size(); i++) {
      VariableElement there = above.getParameters().get(i);
      dropped = dropped(there, method.getParameters().get(i), null);
    }
    return dropped == null
        ? null
        : fault(
            at,
            null,
            name(method, at)
                + " drops @"
                + dropped
                + " of "
                + qualified(above)
                + ", which its"
                + " callers rely on",
            "repeat the mark, so that the body is held to it");
  }

  /** The promise that is on one declaration and not on the other, or null. */
  private static String dropped(Element above, Element below, Element type) {
    for (AnnotationMirror mark : above.getAnnotationMirrors()) {
      String name = OwnMarks.name(mark);
      if (PROMISES.contains(name)
          && OwnMarks.find(below, name).isEmpty()
          && (type == null || OwnMarks.find(below.getEnclosingElement(), name).isEmpty())) {
        return name;
      }
    }
    return null;
  }

  private static Fault fault(Element at, AnnotationMirror mark, String message, String fix) {
    return new Fault(RULE, Severity.ERROR, at, mark, message, fix);
  }

  private static String name(ExecutableElement method, Element at) {
    return at == method ? "`" + method.getSimpleName() + "`" : "inherited " + qualified(method);
  }

  private static String qualified(ExecutableElement method) {
    return "`" + method.getEnclosingElement().getSimpleName() + "." + method.getSimpleName() + "`";
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** What the method asks for, itself or through its type. */
  private static Set<String> demanded(ExecutableElement method, String demand) {
    Set<String> all = new HashSet<>(OwnMarks.texts(method, demand));
    if (demand.equals("MustHold")) {
      all.addAll(OwnMarks.texts(method, "GuardedBy"));
    }
    if (demand.equals("RequiresContext") && !Contexts.free(method)) {
      all.addAll(OwnMarks.texts(method.getEnclosingElement(), demand));
    }
    return all;
  }
}

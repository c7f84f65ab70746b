package lockproof.processor;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import lockproof.contract.Contracts;
import lockproof.contract.Models;
import lockproof.declaration.Declarations;
import lockproof.declaration.Fault;
import lockproof.processor.generate.Shown;
import lockproof.rule.Severity;

/**
 * Shows what the rules about declarations find in compilers that know no javac plugin. In javac the
 * plugin, which comes with this processor, says the same, under the settings of the project.
 */
final class DeclarationReports {
  private final ProcessingEnvironment environment;
  private final Declarations declarations;
  private final Set<String> roots = new LinkedHashSet<>();

  DeclarationReports(ProcessingEnvironment environment) {
    this.environment = environment;
    Elements elements = environment.getElementUtils();
    Contracts contracts = new Contracts(Models.jdk(), elements, environment.getTypeUtils());
    this.declarations = new Declarations(contracts, elements, environment.getTypeUtils());
  }

  /** Types are judged at the end, when those that they mention have been generated. */
  void follow(RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        roots.add(type.getQualifiedName().toString());
      }
    }
    if (round.processingOver()) {
      for (String root : roots) {
        TypeElement type = environment.getElementUtils().getTypeElement(root);
        if (type != null) {
          declarations.judge(type).forEach(this::report);
        }
      }
      roots.clear();
    }
  }

  private void report(Fault fault) {
    if (Escaped.from(fault.rule(), fault.at())) {
      return;
    }
    Diagnostic.Kind kind =
        fault.severity() == Severity.ERROR ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
    String text =
        "[lockproof:"
            + fault.rule()
            + "] "
            + Shown.where(fault.at())
            + fault.message()
            + "\n  fix : "
            + fault.fix()
            + "\n  see : docs/rules/"
            + fault.rule()
            + ".md";
    Element at = Shown.at(fault.at());
    if (fault.mark() != null && at.equals(fault.at())) {
      environment.getMessager().printMessage(kind, text, at, fault.mark());
    } else {
      environment.getMessager().printMessage(kind, text, at);
    }
  }
}

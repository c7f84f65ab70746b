package lockproof.javac;

import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import lockproof.report.Report;
import lockproof.rule.Severity;

/** Decides how loudly a report speaks: settings first, then {@code @LockChecked}, then the rule. */
final class Triage {
  private static final String OPT_IN = "lockproof.annotations.LockChecked";
  private final Settings settings;

  Triage(Settings settings) {
    this.settings = settings;
  }

  Severity severity(Report report) {
    Optional<Severity> said = settings.severity(report.rule());
    if (said.isPresent()) {
      return said.get();
    }
    if (report.severity() == Severity.WARNING
        && (settings.strict() || optedIn(report.site().owner()))) {
      return Severity.ERROR;
    }
    return report.severity();
  }

  private static boolean optedIn(Element owner) {
    for (Element e = owner; e != null; e = e.getEnclosingElement()) {
      for (AnnotationMirror mark : e.getAnnotationMirrors()) {
        if (mark.getAnnotationType().asElement() instanceof TypeElement type
            && type.getQualifiedName().contentEquals(OPT_IN)) {
          return true;
        }
      }
    }
    return false;
  }
}

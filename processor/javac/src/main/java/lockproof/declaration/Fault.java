package lockproof.declaration;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import lockproof.rule.Severity;

/**
 * What is wrong with a declaration.
 *
 * @param rule the rule's id
 * @param severity where nobody has said otherwise
 * @param at the declaration
 * @param mark the mark on it that is meant, or null for the declaration itself
 * @param message one line that stands alone
 * @param fix one line
 */
public record Fault(
    String rule, Severity severity, Element at, AnnotationMirror mark, String message, String fix) {

  static Fault of(String rule, Element at, String message, String fix) {
    return new Fault(rule, Severity.ERROR, at, null, message, fix);
  }

  /** A mark that cannot mean what it says. */
  static Fault invalid(Element at, AnnotationMirror mark, String why, String fix) {
    String name = "@" + mark.getAnnotationType().asElement().getSimpleName();
    return new Fault("mark-invalid", Severity.ERROR, at, mark, name + ": " + why, fix);
  }

  Fault as(Severity other) {
    return new Fault(rule, other, at, mark, message, fix);
  }
}

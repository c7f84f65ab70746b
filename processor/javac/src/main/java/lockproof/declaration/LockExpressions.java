package lockproof.declaration;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import lockproof.rule.Severity;

/** A lock expression must name a lock that is there, and stays the same. */
final class LockExpressions implements DeclarationRule {
  private static final Set<String> NAMING =
      Set.of("GuardedBy", "MustHold", "MustNotHold", "Acquires", "Releases", "HeldIf");

  /** Types whose instances are shared with whoever has an equal one. */
  private static final Set<String> VALUES =
      Set.of(
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Character",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double");

  private final LockNames names;

  LockExpressions(LockNames names) {
    this.names = names;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    boolean member = e.getKind() == ElementKind.FIELD || e instanceof ExecutableElement;
    if (member && e.getEnclosingElement() instanceof TypeElement type) {
      for (AnnotationMirror mark : e.getAnnotationMirrors()) {
        if (NAMING.contains(OwnMarks.name(mark))) {
          for (Object text : OwnMarks.values(mark, "value")) {
            Fault fault = fault(e, type, mark, text.toString());
            if (fault != null) {
              faults.accept(fault);
            }
          }
        }
      }
    }
    for (String name : List.of("AcquiredBefore", "AcquiredAfter")) {
      for (String text : OwnMarks.texts(e, name)) {
        if (!ordered(text, e)) {
          faults.accept(
              Fault.invalid(
                  e,
                  OwnMarks.find(e, name).orElseThrow(),
                  "`" + text + "` names no lock that can be seen from here",
                  "name a lock, or the field of another class as `Class.field`"));
        }
      }
    }
  }

  private boolean ordered(String text, Element e) {
    TypeElement type = e instanceof TypeElement t ? t : (TypeElement) e.getEnclosingElement();
    return names.ordered(text, e) != null
        || names.resolve(text, e, type) != null
        || names.perhapsImported(text, type);
  }

  private Fault fault(Element e, TypeElement type, AnnotationMirror mark, String text) {
    LockNames.Named named = names.resolve(text, e, type);
    String it = "`" + text + "` ";
    if (named == null && names.perhapsImported(text, type)) {
      return null;
    }
    if (named == null) {
      return Fault.invalid(
          e,
          mark,
          it + "names no lock that can be seen from here",
          "name a field, parameter or method that is the lock");
    }
    if (named.last().equals(e)) {
      return Fault.invalid(e, mark, it + "is what it should guard", "name the lock");
    }
    if (named.type() != null
        && (named.type().getKind().isPrimitive() || named.type().getKind() == TypeKind.VOID)) {
      return Fault.invalid(
          e,
          mark,
          it + "is of type `" + named.type() + "`, which nobody can lock",
          "name the lock");
    }
    if (named.type() != null && VALUES.contains(named.type().toString())) {
      return Fault.invalid(
          e,
          mark,
          it + "is a `" + named.type() + "`, whose monitor anybody may share",
          "name a lock, or a final field that holds an object of its own");
    }
    if (named.ofInstance() && e.getModifiers().contains(Modifier.STATIC)) {
      return Fault.invalid(
          e,
          mark,
          it + "belongs to an instance, and `" + e.getSimpleName() + "` is static",
          "name a static lock, or the class as `" + type.getSimpleName() + ".class`");
    }
    if (named.last().getKind() == ElementKind.FIELD
        && !named.last().getModifiers().contains(Modifier.FINAL)) {
      return Fault.invalid(
              e,
              mark,
              it + "is not final: who replaces it excludes nobody any more",
              "make the field of the lock final")
          .as(Severity.WARNING);
    }
    return null;
  }
}

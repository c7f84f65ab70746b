package lockproof.declaration;

import java.util.Map;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A mark must stand where it can mean something. */
final class MarkPlaces implements DeclarationRule {
  private static final String ELSEWHERE = "remove the mark, or put it where it belongs";
  private static final Map<String, String> TOLD_BY =
      Map.of(
          "Acquires", "ALWAYS",
          "Releases", "ALWAYS",
          "HeldIf", "TRUE",
          "Validates", "TRUE",
          "Converts", "NONZERO",
          "AssertsContext", "ALWAYS");

  private final Tokens tokens;

  MarkPlaces(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    for (AnnotationMirror mark : e.getAnnotationMirrors()) {
      String name = OwnMarks.name(mark);
      if (name.isEmpty()) {
        continue;
      }
      String why = null;
      if (name.equals("RequiresContext") || name.equals("AssertsContext")) {
        why = noToken(mark);
      }
      if (why == null && e instanceof ExecutableElement method) {
        why = onMethod(name, method);
        if (why == null && TOLD_BY.containsKey(name)) {
          why = untold(mark, name, method);
        }
      } else if (e.getKind() == ElementKind.PARAMETER) {
        why = onParameter(name, (VariableElement) e);
      } else if (e instanceof TypeElement type && name.equals("Atomic")) {
        why = nothingToHold(type);
      }
      if (why != null) {
        faults.accept(Fault.invalid(e, mark, why, ELSEWHERE));
      }
    }
  }

  private String noToken(AnnotationMirror mark) {
    for (Object value : OwnMarks.values(mark, "value")) {
      if (value instanceof TypeMirror type
          && type.getKind() != TypeKind.ERROR
          && !tokens.isToken(type)) {
        return "`" + tokens.types.erasure(type) + "` is no token type";
      }
    }
    return null;
  }

  private String nothingToHold(TypeElement type) {
    return tokens.isBound(type) || tokens.isLock(type.asType())
        ? null
        : "`" + type.getSimpleName() + "` is neither lock, guard nor token";
  }

  private String onMethod(String name, ExecutableElement method) {
    boolean creates = method.getKind() == ElementKind.CONSTRUCTOR;
    TypeMirror result = creates ? method.getEnclosingElement().asType() : method.getReturnType();
    boolean nothing = result.getKind() == TypeKind.VOID;
    return switch (name) {
      case "OpensContext" ->
          nothing
                  || result.getKind().isPrimitive()
                  || result.getKind() == TypeKind.DECLARED && !tokens.isToken(result)
              ? "`" + method.getSimpleName() + "` returns no token"
              : null;
      case "Closes", "SuspendedDuring" ->
          tokens.isBound(method.getEnclosingElement())
              ? null
              : "`" + method.getEnclosingElement().getSimpleName() + "` is neither scope nor guard";
      case "Borrows", "LockView", "ConditionOf" ->
          nothing ? "`" + method.getSimpleName() + "` returns nothing" : null;
      case "Validates", "Converts" ->
          method.getParameters().stream().noneMatch(p -> OwnMarks.find(p, "Stamp").isPresent())
              ? "`" + method.getSimpleName() + "` has no parameter marked @Stamp"
              : null;
      case "Retries", "HeldDuring" ->
          method.getParameters().stream()
                  .noneMatch(p -> OwnMarks.find(p, "RunsInPlace").isPresent())
              ? "`" + method.getSimpleName() + "` has no parameter marked @RunsInPlace"
              : null;
      default -> null;
    };
  }

  private static String untold(AnnotationMirror mark, String name, ExecutableElement method) {
    Object on = OwnMarks.attribute(mark, "on");
    String told =
        on instanceof VariableElement v ? v.getSimpleName().toString() : TOLD_BY.get(name);
    TypeKind result = method.getReturnType().getKind();
    boolean can =
        switch (told) {
          case "TRUE", "FALSE" ->
              result == TypeKind.BOOLEAN
                  || method.getReturnType().toString().equals("java.lang.Boolean");
          case "NONNULL" -> !result.isPrimitive() && result != TypeKind.VOID;
          case "NONZERO" -> result.isPrimitive() && result != TypeKind.BOOLEAN;
          default -> true;
        };
    return can
        ? null
        : "a result of type `" + method.getReturnType() + "` cannot tell it by " + told;
  }

  private static String onParameter(String name, VariableElement parameter) {
    TypeMirror type = parameter.asType();
    return switch (name) {
      case "Stamp" ->
          type.getKind() == TypeKind.LONG || type.getKind() == TypeKind.INT
              ? null
              : "a stamp is a number, and `" + parameter.getSimpleName() + "` is none";
      case "RunsInPlace", "RunsWithResult", "RequiresContext" ->
          type.getKind().isPrimitive()
                  || type.getKind() == TypeKind.ARRAY
                  || type instanceof DeclaredType d
                      && d.asElement().getKind() != ElementKind.INTERFACE
              ? "`" + parameter.getSimpleName() + "` is nothing that could be run"
              : null;
      case "Borrows" ->
          type.getKind().isPrimitive()
              ? "`" + parameter.getSimpleName() + "` is a number, and nothing that could be lent"
              : null;
      case "Monitor" ->
          type.getKind().isPrimitive()
              ? "`" + parameter.getSimpleName() + "` has no monitor"
              : null;
      default -> null;
    };
  }
}

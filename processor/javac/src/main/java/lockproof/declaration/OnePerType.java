package lockproof.declaration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import lockproof.rule.Severity;

/** Of a type that has one instance for each type argument, there must not be two constants. */
final class OnePerType implements DeclarationRule {
  private final Tokens tokens;
  private final Map<String, VariableElement> constants = new HashMap<>();

  OnePerType(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (e.getKind() == ElementKind.FIELD
        && e instanceof VariableElement field
        && field.getModifiers().contains(Modifier.STATIC)
        && field.getModifiers().contains(Modifier.FINAL)
        && field.asType() instanceof DeclaredType type
        && !type.getTypeArguments().isEmpty()
        && tokens.isOnePerType(type)) {
      VariableElement first = constants.putIfAbsent(type.toString(), field);
      if (first != null && !first.equals(field)) {
        faults.accept(
            new Fault(
                "ww-class",
                Severity.WARNING,
                field,
                null,
                "`"
                    + field.getSimpleName()
                    + "` is a second constant for `"
                    + simple(type)
                    + "`, which `"
                    + first.getEnclosingElement().getSimpleName()
                    + "."
                    + first.getSimpleName()
                    + "` is already: there is one instance for each type",
                "use that one, or name the other class of locks by a type of its own"));
      }
    }
  }

  private static String simple(DeclaredType type) {
    return type.toString().replaceAll("\\w+\\.", "");
  }
}

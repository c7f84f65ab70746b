package lockproof.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * What a type leaves to be implemented. To gather all members of a type is dear, so each is asked
 * about once in a compilation.
 */
final class Interfaces {
  private final Elements elements;
  private final Map<TypeElement, List<ExecutableElement>> open = new HashMap<>();

  Interfaces(Elements elements) {
    this.elements = elements;
  }

  /** The method that a closure of this type stands for, or null. */
  ExecutableElement method(TypeElement type) {
    List<ExecutableElement> methods = open(type);
    return methods.isEmpty() ? null : methods.get(0);
  }

  /** Whether the type is there to be implemented by closures. */
  boolean functional(TypeElement type) {
    return type.getKind() == ElementKind.INTERFACE
        && (type.getQualifiedName().toString().startsWith("java.util.function.")
            || type.getAnnotationMirrors().stream()
                .anyMatch(
                    a ->
                        a.getAnnotationType()
                            .asElement()
                            .getSimpleName()
                            .contentEquals("FunctionalInterface")))
        && open(type).size() == 1;
  }

  private List<ExecutableElement> open(TypeElement type) {
    return open.computeIfAbsent(
        type,
        t ->
            ElementFilter.methodsIn(elements.getAllMembers(t)).stream()
                .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT))
                .toList());
  }
}

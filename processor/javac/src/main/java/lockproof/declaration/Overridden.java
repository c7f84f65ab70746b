package lockproof.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Which methods a method overrides or implements, with type arguments taken into account. */
final class Overridden {
  private final Elements elements;

  Overridden(Elements elements) {
    this.elements = elements;
  }

  /** The nearest methods above that a method of the type overrides. */
  List<ExecutableElement> by(ExecutableElement method, TypeElement owner) {
    List<ExecutableElement> found = new ArrayList<>();
    if (overriding(method)) {
      above(method, owner, owner, new HashSet<>(), found);
    }
    return found;
  }

  /**
   * Methods that a class inherits from a superclass and that implement there what its interfaces
   * ask for, though the superclass knows nothing of them.
   */
  void inherited(TypeElement type, BiConsumer<ExecutableElement, List<ExecutableElement>> each) {
    if (type.getKind() != ElementKind.CLASS || type.getInterfaces().isEmpty()) {
      return;
    }
    for (TypeElement t = declared(type.getSuperclass());
        t != null && !platform(t);
        t = declared(t.getSuperclass())) {
      for (Element e : t.getEnclosedElements()) {
        if (e instanceof ExecutableElement method && overriding(method)) {
          List<ExecutableElement> found = new ArrayList<>();
          for (TypeMirror i : type.getInterfaces()) {
            here(method, declared(i), type, new HashSet<>(), found);
          }
          found.removeAll(by(method, t));
          if (!found.isEmpty() && !redeclared(method, type, t)) {
            each.accept(method, found);
          }
        }
      }
    }
  }

  private boolean redeclared(ExecutableElement method, TypeElement from, TypeElement owner) {
    for (TypeElement t = from; t != null && !t.equals(owner); t = declared(t.getSuperclass())) {
      for (Element e : t.getEnclosedElements()) {
        if (e instanceof ExecutableElement x
            && x.getSimpleName().equals(method.getSimpleName())
            && elements.overrides(x, method, from)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean overriding(ExecutableElement method) {
    return method.getKind() == ElementKind.METHOD
        && !method.getModifiers().contains(Modifier.STATIC)
        && !method.getModifiers().contains(Modifier.PRIVATE);
  }

  private void above(
      ExecutableElement method,
      TypeElement owner,
      TypeElement type,
      Set<TypeElement> seen,
      List<ExecutableElement> into) {
    here(method, declared(type.getSuperclass()), owner, seen, into);
    for (TypeMirror t : type.getInterfaces()) {
      here(method, declared(t), owner, seen, into);
    }
  }

  /** What the method overrides in this type, or else above it; the platform bears no marks. */
  private void here(
      ExecutableElement method,
      TypeElement type,
      TypeElement owner,
      Set<TypeElement> seen,
      List<ExecutableElement> into) {
    if (type == null || platform(type) || !seen.add(type)) {
      return;
    }
    boolean found = false;
    for (Element e : type.getEnclosedElements()) {
      if (e instanceof ExecutableElement x
          && x.getSimpleName().equals(method.getSimpleName())
          && elements.overrides(method, x, owner)) {
        into.add(x);
        found = true;
      }
    }
    if (!found) {
      above(method, owner, type, seen, into);
    }
  }

  private static boolean platform(TypeElement type) {
    return type.getQualifiedName().toString().startsWith("java.");
  }

  private static TypeElement declared(TypeMirror type) {
    return type instanceof DeclaredType d && d.asElement() instanceof TypeElement t ? t : null;
  }
}

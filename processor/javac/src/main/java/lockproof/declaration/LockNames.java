package lockproof.declaration;

import java.util.Arrays;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads lock expressions as their author meant them. */
final class LockNames {
  private final Elements elements;

  LockNames(Elements elements) {
    this.elements = elements;
  }

  /**
   * What an expression names.
   *
   * @param last the field, parameter, method or type that it ends with
   * @param type of the lock, or null for a class
   * @param ofInstance whether it begins at an instance of the class of the mark
   */
  record Named(Element last, TypeMirror type, boolean ofInstance) {}

  /** What the expression names at the mark, or null. */
  Named resolve(String text, Element marked, TypeElement type) {
    Named at = null;
    TypeElement scope = null;
    String[] parts = text.trim().split("\\.");
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].trim();
      if (part.equals("class")) {
        return at == null && scope != null ? new Named(scope, null, false) : null;
      }
      if (part.equals("this")) {
        TypeElement self = scope == null ? type : scope;
        if (at != null) {
          return null;
        }
        at = new Named(self, self.asType(), self.equals(type));
        continue;
      }
      Named next =
          at != null
              ? member(part, declared(at.type()), at.ofInstance())
              : scope != null ? ofType(part, scope) : i == 0 ? first(part, marked, type) : null;
      if (next != null) {
        at = next;
      } else {
        if (at != null) {
          return null;
        }
        scope = scope == null ? type(prefix(parts, i), type) : inner(part, scope);
        if (scope == null && i + 1 == parts.length) {
          return null;
        }
      }
    }
    return at;
  }

  /**
   * What a mark of order names: a lock that can be seen from there, a field of another class as
   * {@code Class.field}, or a class whose instances are locks. None if it may be the same field of
   * another object: that is an order among objects, and may well lead from a field to itself.
   */
  Element ordered(String text, Element marked) {
    String path = text.trim().replaceFirst("(\\.\\w+\\(\\))+$", "");
    TypeElement type =
        marked instanceof TypeElement t ? t : (TypeElement) marked.getEnclosingElement();
    Named named = resolve(path, marked, type);
    if (named != null) {
      boolean far = named.ofInstance() && path.replaceFirst("^(\\w+\\.)?this\\.", "").contains(".");
      boolean same = named.last().getEnclosingElement().equals(type);
      return far && same ? null : named.last();
    }
    TypeElement whole = named(path, type);
    int dot = path.lastIndexOf('.');
    TypeElement scope = whole != null || dot < 0 ? null : named(path.substring(0, dot), type);
    Named field = scope == null ? null : member(path.substring(dot + 1), scope, false);
    return field == null ? whole : field.last();
  }

  /** The type of a name with or without what surrounds it. */
  private TypeElement named(String name, TypeElement near) {
    TypeElement found = null;
    String[] parts = name.split("\\.");
    for (int i = 0; i < parts.length; i++) {
      found = found == null ? type(prefix(parts, i), near) : inner(parts[i], found);
    }
    return found;
  }

  /** Whether the name may be that of a type that is imported, which nothing here can tell. */
  boolean perhapsImported(String text, TypeElement near) {
    String first = text.trim().split("\\.")[0];
    return !first.isEmpty()
        && Character.isUpperCase(first.charAt(0))
        && text.contains(".")
        && type(first, near) == null;
  }

  private static String prefix(String[] parts, int last) {
    return String.join(".", Arrays.copyOf(parts, last + 1));
  }

  private Named first(String part, Element marked, TypeElement type) {
    if (marked instanceof ExecutableElement method) {
      for (VariableElement p : method.getParameters()) {
        if (p.getSimpleName().contentEquals(part)) {
          return new Named(p, p.asType(), false);
        }
      }
    }
    for (Element t = type; t instanceof TypeElement outer; t = t.getEnclosingElement()) {
      Named found = member(part, outer, t.equals(type));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Named ofType(String part, TypeElement scope) {
    Named found = member(part, scope, false);
    return found != null && found.last().getModifiers().contains(Modifier.STATIC) ? found : null;
  }

  private Named member(String part, TypeElement type, boolean ofInstance) {
    if (type == null) {
      return null;
    }
    boolean call = part.endsWith("()");
    String name = call ? part.substring(0, part.length() - 2) : part;
    for (Element e : elements.getAllMembers(type)) {
      if (e.getSimpleName().contentEquals(name) && (call ? isGetter(e) : isField(e))) {
        return found(e, ofInstance);
      }
    }
    for (TypeElement t = type; t != null && !call; t = declared(t.getSuperclass())) {
      for (Element e : t.getEnclosedElements()) {
        if (isField(e) && e.getSimpleName().contentEquals(name)) {
          return found(e, ofInstance); // private in a superclass
        }
      }
    }
    return null;
  }

  private static Named found(Element e, boolean ofInstance) {
    TypeMirror type = e instanceof ExecutableElement x ? x.getReturnType() : e.asType();
    return new Named(e, type, ofInstance && !e.getModifiers().contains(Modifier.STATIC));
  }

  private static boolean isField(Element e) {
    return e.getKind() == ElementKind.FIELD || e.getKind() == ElementKind.ENUM_CONSTANT;
  }

  private static boolean isGetter(Element e) {
    return e instanceof ExecutableElement x && x.getParameters().isEmpty();
  }

  private TypeElement type(String name, TypeElement near) {
    for (Element t = near; t instanceof TypeElement e; t = t.getEnclosingElement()) {
      if (e.getSimpleName().contentEquals(name)) {
        return e;
      }
      TypeElement found = inner(name, e);
      if (found != null) {
        return found;
      }
    }
    String folder = elements.getPackageOf(near).getQualifiedName().toString();
    TypeElement beside = elements.getTypeElement(folder.isEmpty() ? name : folder + "." + name);
    return beside != null ? beside : elements.getTypeElement(name);
  }

  private static TypeElement inner(String name, TypeElement type) {
    for (Element e : type.getEnclosedElements()) {
      if (e instanceof TypeElement t && t.getSimpleName().contentEquals(name)) {
        return t;
      }
    }
    return null;
  }

  private static TypeElement declared(TypeMirror type) {
    return type instanceof DeclaredType d && d.asElement() instanceof TypeElement t ? t : null;
  }
}

package lockproof.map;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import lockproof.engine.DeclaredLock;

/** Qualified names of locks, members and methods. */
final class Names {
  private Names() {}

  static String of(DeclaredLock lock) {
    String name = of(lock.element());
    return switch (lock.kind()) {
      case ELEMENT -> name + "[]";
      case CLASS -> name + ".class";
      case RESULT -> name + "()";
      default -> name;
    };
  }

  /** With the types around it, and for a variable the method. */
  static String of(Element e) {
    if (e instanceof TypeElement type) {
      String name = type.getQualifiedName().toString();
      return !name.isEmpty()
          ? name
          : type.getEnclosingElement() == null ? "" : of(around(type)) + ".(anonymous)";
    }
    String name = e.getKind() == ElementKind.CONSTRUCTOR ? "new" : e.getSimpleName().toString();
    return e.getEnclosingElement() == null || e.getKind() == ElementKind.PACKAGE
        ? name
        : of(e.getEnclosingElement()) + "." + name;
  }

  private static Element around(Element local) {
    return local.getEnclosingElement();
  }
}

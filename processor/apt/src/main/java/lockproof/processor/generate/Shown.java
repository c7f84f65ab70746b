package lockproof.processor.generate;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** Where compilers can show a message about an element. */
public final class Shown {
  private static final Set<String> IMPLIED = Set.of("equals", "hashCode", "toString");

  private Shown() {}

  /**
   * The element, or what is nearest to it and has a place. javac knows where the field of a record
   * component is, and not always the component. Eclipse's compiler knows no place for a type
   * parameter, for a record and what its header says: a member in its body must do, or the type
   * around the record.
   */
  public static Element at(Element e) {
    return e.getClass().getName().startsWith("org.eclipse.") ? around(e) : field(e);
  }

  /** What to say of the place where nothing near the element has one, or the empty string. */
  public static String where(Element e) {
    Element at = at(e);
    return e.getClass().getName().startsWith("org.eclipse.") && placeless(at)
        ? "in record `" + record(at) + "`: "
        : "";
  }

  private static Element around(Element e) {
    Element at = e.getKind() == ElementKind.TYPE_PARAMETER ? e.getEnclosingElement() : e;
    while (placeless(at)) {
      TypeElement record = record(at);
      Optional<? extends Element> inside =
          record.getEnclosedElements().stream().filter(x -> !placeless(x)).findFirst();
      if (inside.isPresent()) {
        return inside.get();
      }
      at = record.getEnclosingElement();
    }
    return at instanceof PackageElement ? e : at;
  }

  private static TypeElement record(Element e) {
    Element at = e;
    while (at.getKind() != ElementKind.RECORD) {
      at = at.getEnclosingElement();
    }
    return (TypeElement) at;
  }

  /** A record, or a member of it that may be there without being written. */
  private static boolean placeless(Element e) {
    if (e instanceof PackageElement) {
      return false;
    }
    if (e.getKind() == ElementKind.RECORD) {
      return true;
    }
    Element owner = e.getEnclosingElement();
    if (owner == null || owner.getKind() != ElementKind.RECORD) {
      return owner != null && !(e instanceof TypeElement) && placeless(owner);
    }
    return switch (e.getKind()) {
      case FIELD -> !e.getModifiers().contains(Modifier.STATIC);
      case METHOD -> implied((ExecutableElement) e, (TypeElement) owner);
      default -> !(e instanceof TypeElement);
    };
  }

  private static boolean implied(ExecutableElement method, TypeElement record) {
    String name = method.getSimpleName().toString();
    return IMPLIED.contains(name)
        || record.getRecordComponents().stream()
            .anyMatch(c -> c.getSimpleName().contentEquals(name));
  }

  private static Element field(Element part) {
    if (part.getKind() == ElementKind.RECORD_COMPONENT) {
      for (Element e : part.getEnclosingElement().getEnclosedElements()) {
        if (e.getKind() == ElementKind.FIELD && e.getSimpleName().equals(part.getSimpleName())) {
          return e;
        }
      }
    }
    return part;
  }
}

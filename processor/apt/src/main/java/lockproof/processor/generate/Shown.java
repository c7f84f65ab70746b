package lockproof.processor.generate;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;

/** Where compilers can show a message about an element. */
public final class Shown {
  private Shown() {}

  /**
   * The element, or what is nearest to it and has a place. javac knows where the field of a record
   * component is, and not always the component. Eclipse's compiler knows no place for a record and
   * its parts: the type around the record must do.
   */
  public static Element at(Element e) {
    return e.getClass().getName().startsWith("org.eclipse.") ? around(e) : field(e);
  }

  private static Element around(Element e) {
    Element at = e;
    while (isRecord(at) || isRecord(at.getEnclosingElement())) {
      at = at.getEnclosingElement();
    }
    return at instanceof PackageElement ? e : at;
  }

  private static boolean isRecord(Element e) {
    return e != null && e.getKind() == ElementKind.RECORD;
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

package lockproof.javac;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Code that has asked for all there is to say. */
final class OptIn {
  private static final String MARK = "lockproof.annotations.LockChecked";

  private OptIn() {}

  /** Whether the declaration, or something around it, is {@code @LockChecked}. */
  static boolean covers(Element owner) {
    for (Element e = owner; e != null; e = e.getEnclosingElement()) {
      for (AnnotationMirror mark : e.getAnnotationMirrors()) {
        if (mark.getAnnotationType().asElement() instanceof TypeElement type
            && type.getQualifiedName().contentEquals(MARK)) {
          return true;
        }
      }
    }
    return false;
  }
}

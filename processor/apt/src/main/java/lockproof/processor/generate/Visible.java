package lockproof.processor.generate;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Who can see a type. */
public final class Visible {
  private Visible() {}

  /** Whether other types of the package can name it. */
  public static boolean inPackage(Element type) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        return false;
      }
    }
    return true;
  }

  /** Whether everybody can name it. */
  public static boolean everywhere(Element type) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  /** The first type in this one, itself or an argument, that the package cannot name; or null. */
  public static Element hiddenIn(TypeMirror type) {
    if (type instanceof ArrayType a) {
      return hiddenIn(a.getComponentType());
    }
    if (type instanceof WildcardType w) {
      Element extended = w.getExtendsBound() == null ? null : hiddenIn(w.getExtendsBound());
      return extended != null || w.getSuperBound() == null ? extended : hiddenIn(w.getSuperBound());
    }
    if (type instanceof DeclaredType d) {
      if (!inPackage(d.asElement())) {
        return d.asElement();
      }
      for (TypeMirror argument : d.getTypeArguments()) {
        Element hidden = hiddenIn(argument);
        if (hidden != null) {
          return hidden;
        }
      }
    }
    return null;
  }
}

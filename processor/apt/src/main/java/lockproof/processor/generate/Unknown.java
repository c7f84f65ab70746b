package lockproof.processor.generate;

import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Types that the compiler does not know: another processor may still make them. */
public final class Unknown {
  private Unknown() {}

  /** Whether there is one in this type. */
  public static boolean in(TypeMirror type) {
    if (type == null) {
      return false;
    }
    if (type instanceof ArrayType a) {
      return in(a.getComponentType());
    }
    if (type instanceof WildcardType w) {
      return in(w.getExtendsBound()) || in(w.getSuperBound());
    }
    return type.getKind() == TypeKind.ERROR
        || type instanceof DeclaredType d
            && (in(d.getEnclosingType()) || d.getTypeArguments().stream().anyMatch(Unknown::in));
  }
}

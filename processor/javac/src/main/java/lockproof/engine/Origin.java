package lockproof.engine;

import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/**
 * Where an object came from.
 *
 * @param base the object in whose field it was found, or null where the field is static
 * @param field the field that refers to it, or to the array that contains it
 */
record Origin(Sym base, VariableElement field) {
  /** Where the object came from, or null if it was not found in a field. */
  static Origin of(Sym s) {
    if (s instanceof Sym.Field f) {
      return new Origin(f.base(), f.field());
    }
    if (s instanceof Sym.Read r) {
      return new Origin(r.base(), r.field());
    }
    if (s instanceof Sym.Cell c) {
      return of(c.array());
    }
    if (s instanceof Sym.Prev p && p.field() != null && !p.field().getKind().isField()) {
      return null;
    }
    if (s instanceof Sym.Term t && t.operator().equals("view")) {
      return of(t.left());
    }
    return Sym.unlessNull(s) == null ? null : of(Sym.unlessNull(s));
  }

  /** The type of the object, as far as it is an element of an array in the field; else null. */
  TypeMirror elementType(Sym s) {
    Sym at = Sym.unlessNull(s) == null ? s : Sym.unlessNull(s);
    if (!(at instanceof Sym.Cell)) {
      return null;
    }
    TypeMirror type = field.asType();
    for (; at instanceof Sym.Cell c && type instanceof ArrayType a; at = c.array()) {
      type = a.getComponentType();
    }
    return type;
  }
}

package lockproof.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** What is known of an index lying below the length of the very array that it is used on. */
final class Bounds {
  private Bounds() {}

  static Sym length(Sym array) {
    return new Sym.Term("length", array, Sym.NULL);
  }

  /**
   * Whether the index is below the length: by a test, or since it was computed from that length by
   * a mask, a remainder or the like.
   */
  static boolean below(World w, Sym index, Sym length) {
    return below(w, index, length, 5);
  }

  private static boolean below(World w, Sym index, Sym length, int fuel) {
    if (fuel == 0) {
      return false;
    }
    if (index instanceof Sym.Term && Sym.mentions(index, length) && !index.equals(length)) {
      return true;
    }
    if (w.facts.get(new Sym.Term("<", index, length)) == Fact.TRUE) {
      return true;
    }
    if (index instanceof Sym.Term t && t.right() != null && partOf(w, t, length, fuel)) {
      return true;
    }
    for (Map.Entry<Sym, Fact> e : w.facts.entrySet()) {
      if (e.getValue() == Fact.TRUE
          && e.getKey() instanceof Sym.Term t
          && t.operator().equals("<")
          && t.left().equals(index)
          && (atMost(t.right(), length) || below(w, t.right(), length, fuel - 1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether something that cannot be torn keeps the index small, whatever it was. */
  static boolean masked(Sym index) {
    return index instanceof Sym.Term t
        && switch (t.operator()) {
          case "&" -> fixed(t.left()) || fixed(t.right());
          case "%", "Math.floorMod" -> fixed(t.right());
          case "cast" -> masked(t.left());
          default -> false;
        };
  }

  /** Whether this is the same for everybody: constants, parameters, final fields, and lengths. */
  private static boolean fixed(Sym s) {
    return s instanceof Sym.Const
        || (s instanceof Sym.Root r && !(r.key() instanceof javax.lang.model.element.TypeElement))
        || (s instanceof Sym.Field f && (f.base() == null || !(f.base() instanceof Sym.Read)))
        || (s instanceof Sym.Term t
            && t.left() != null
            && fixed(t.left())
            && (t.right() == null || t.right().equals(Sym.NULL) || fixed(t.right())));
  }

  /** What is computed from a bounded index by halving it, or stepping within its group. */
  private static boolean partOf(World w, Sym.Term t, Sym length, int fuel) {
    return switch (t.operator()) {
      case "-" ->
          below(w, t.left(), length, fuel - 1) || positive(t.right()) && upTo(w, t.left(), length);
      case ">>", ">>>", "/", "cast" -> below(w, t.left(), length, fuel - 1);
      case "+", "|", "^" -> t.right() instanceof Sym.Const && below(w, t.left(), length, fuel - 1);
      default -> false;
    };
  }

  /** Whether the number is above zero, whatever it is made from. */
  static boolean positive(Sym s) {
    return s instanceof Sym.Const c
        ? c.value() instanceof Long n && n > 0
        : s instanceof Sym.Term t
            && t.operator().endsWith(".max")
            && (positive(t.left()) || positive(t.right()));
  }

  /** Whether the symbol stands for how many there are of something. */
  static boolean size(Sym s) {
    return s instanceof Sym.Term t && (t.operator().equals("length") || Asked.isCount(t));
  }

  /** Whether the number is not below zero, provided that the numbers in fields are not. */
  static boolean neverNegative(Sym s) {
    if (!(s instanceof Sym.Term t)) {
      return s instanceof Sym.Read
          || s instanceof Sym.Const c && !(c.value() instanceof Long n && n < 0);
    }
    if (size(t)) {
      return true;
    }
    return switch (t.operator()) {
      case "&" -> neverNegative(t.left()) || neverNegative(t.right());
      case "+", "*", "/", "%", ">>", ">>>", "<<" ->
          neverNegative(t.left()) && neverNegative(t.right());
      default ->
          t.operator().endsWith(".max")
              ? neverNegative(t.left()) || neverNegative(t.right())
              : t.operator().endsWith(".min")
                  && neverNegative(t.left())
                  && neverNegative(t.right());
    };
  }

  static boolean atMost(Sym s, Sym length) {
    return s.equals(length)
        || (s instanceof Sym.Term t
            && t.operator().endsWith(".min")
            && (atMost(t.left(), length) || atMost(t.right(), length)));
  }

  /**
   * That an index variable lies below the length of an array variable, or is at most that.
   *
   * @param index the index
   * @param array the array
   * @param strict whether it is below
   */
  record Bound(VariableElement index, VariableElement array, boolean strict) {}

  /** The bounds that hold in both worlds. */
  static List<Bound> common(World a, World b) {
    List<Bound> bounds = new ArrayList<>();
    if (a.sections.isEmpty()) {
      return bounds;
    }
    for (VariableElement array : a.locals.keySet()) {
      if (array.asType().getKind() != TypeKind.ARRAY || !b.locals.containsKey(array)) {
        continue;
      }
      for (VariableElement index : a.locals.keySet()) {
        if (index.asType().getKind() == TypeKind.INT && upTo(a, b, index, array, false)) {
          bounds.add(new Bound(index, array, upTo(a, b, index, array, true)));
        }
      }
    }
    return bounds;
  }

  private static boolean upTo(
      World a, World b, VariableElement index, VariableElement array, boolean strict) {
    return upTo(a, index, array, strict) && upTo(b, index, array, strict);
  }

  private static boolean upTo(
      World w, VariableElement index, VariableElement array, boolean strict) {
    Value i = w.locals.get(index);
    Value a = w.locals.get(array);
    return i != null
        && a != null
        && i.sym() != null
        && a.sym() != null
        && (strict
            ? below(w, i.sym(), length(a.sym()))
            : upTo(w, i.sym(), length(a.sym())) || below(w, i.sym(), length(a.sym())));
  }

  /** Whether the number is at most the length. */
  private static boolean upTo(World w, Sym number, Sym length) {
    return atMost(number, length) || w.facts.get(new Sym.Term("<", length, number)) == Fact.FALSE;
  }

  /** States the bounds anew, for what the variables hold now. */
  static void state(World w, List<Bound> bounds) {
    for (Bound b : bounds) {
      Sym i = w.locals.get(b.index()).sym();
      Sym a = w.locals.get(b.array()).sym();
      if (i != null && a != null && !(i instanceof Sym.Const)) {
        if (b.strict()) {
          w.facts.put(new Sym.Term("<", i, length(a)), Fact.TRUE);
        } else {
          w.facts.put(new Sym.Term("<", length(a), i), Fact.FALSE);
        }
      }
    }
  }

  /** The bounds of a variable that was counted down from something that they held for. */
  static List<Bound> keptBy(World w, VariableElement counter) {
    return w.locals.get(counter).sym() instanceof Sym.Term t && t.operator().equals("-")
        ? common(w, w).stream().filter(b -> b.index().equals(counter)).toList()
        : List.of();
  }

  /** Whether the index is known to lie within the very array it is used on. */
  static boolean within(World w, Value array, Value index) {
    return array.sym() != null && index.sym() != null && below(w, index.sym(), length(array.sym()));
  }
}

package lockproof.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    if (length instanceof Sym.Const
        ? Order.below(Order.most(w, index), length)
        : index instanceof Sym.Term && Sym.mentions(index, length) && !index.equals(length)) {
      return true;
    }
    if (w.facts.get(new Sym.Term("<", index, length)) == Fact.TRUE) {
      return true;
    }
    if (index instanceof Sym.Term t && t.right() != null && partOf(w, t, length, fuel)) {
      return true;
    }
    for (Map.Entry<Sym, Fact> e : w.facts.entrySet()) {
      if (e.getKey() instanceof Sym.Term t && t.operator().equals("<")) {
        boolean less = e.getValue() == Fact.TRUE;
        Sym limit = less ? t.right() : t.left();
        if (index.equals(less ? t.left() : t.right())
            && (less && upTo(w, limit, length) || below(w, limit, length, fuel - 1))) {
          return true;
        }
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
      case ">>", ">>>", "/", "cast" ->
          below(w, t.left(), length, fuel - 1) || half(t) && mean(w, t.left(), length, fuel - 1);
      case "+", "|", "^" ->
          t.right() instanceof Sym.Const && below(w, t.left(), length, fuel - 1)
              || middle(t) != null && mean(w, middle(t), length, fuel - 1);
      default -> false;
    };
  }

  static boolean half(Sym.Term t) {
    boolean halves = List.of("/", ">>", ">>>").contains(t.operator());
    return halves && t.right().equals(Sym.number(t.operator().equals("/") ? 2 : 1));
  }

  /** Whether half the sum of two numbers is bounded as they are, of which one may be the length. */
  private static boolean mean(World w, Sym sum, Sym length, int fuel) {
    return sum instanceof Sym.Term t
        && t.operator().equals("+")
        && below(w, t.left(), length, fuel)
        && (below(w, t.right(), length, fuel) || upTo(w, t.right(), length));
  }

  /** Two numbers of which the middle is half the way from the first added to it, or null. */
  static Sym.Term middle(Sym.Term t) {
    return t.operator().equals("+")
            && t.right() instanceof Sym.Term half
            && half.right() != null
            && half(half)
            && half.left() instanceof Sym.Term way
            && way.operator().equals("-")
            && way.right().equals(t.left())
        ? new Sym.Term("+", t.left(), way.left())
        : null;
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
   * That an index variable lies below a limit, or not far above: another number, or the length of
   * an array.
   *
   * @param index the index
   * @param limit the number or the array
   * @param over how far it may be above the limit: below it where negative
   */
  record Bound(VariableElement index, VariableElement limit, int over) {}

  /** The bounds that hold in both worlds. */
  static List<Bound> common(World a, World b) {
    List<Bound> bounds = new ArrayList<>();
    if (a.sections.isEmpty()) {
      return bounds;
    }
    for (VariableElement limit : a.locals.keySet()) {
      if (!array(limit) && !number(limit) || !b.locals.containsKey(limit)) {
        continue;
      }
      for (VariableElement index : a.locals.keySet()) {
        if (number(index) && !index.equals(limit)) {
          closest(a, b, index, limit).ifPresent(bounds::add);
        }
      }
    }
    return bounds;
  }

  /** The closest bound that holds in both worlds. */
  private static Optional<Bound> closest(
      World a, World b, VariableElement index, VariableElement limit) {
    for (int over = -1; over <= (number(limit) ? 1 : 0); over++) {
      if (upTo(a, index, limit, over) && upTo(b, index, limit, over)) {
        return Optional.of(new Bound(index, limit, over));
      }
    }
    return Optional.empty();
  }

  /** The greatest values that variables may have which differ. */
  static Map<VariableElement, Long> most(World a, World b) {
    Map<VariableElement, Long> most = new LinkedHashMap<>();
    if (!a.sections.isEmpty()) {
      a.locals.forEach(
          (v, i) -> {
            Value other = number(v) ? b.locals.get(v) : null;
            if (other != null && !Objects.equals(i.sym(), other.sym())) {
              Long x = Order.most(a, i.sym());
              Long y = x == null ? null : Order.most(b, other.sym());
              if (y != null && !counted(i.sym()) && !counted(other.sym())) {
                most.put(v, Math.max(x, y));
              }
            }
          });
    }
    return most;
  }

  /** Whether the number grows from pass to pass. */
  private static boolean counted(Sym s) {
    return s instanceof Sym.Term t && t.operator().equals("+") && middle(t) == null;
  }

  /** States the greatest values anew. */
  static void state(World w, Map<VariableElement, Long> most) {
    most.forEach(
        (v, n) -> {
          Sym s = w.locals.get(v).sym();
          if (s != null && !(s instanceof Sym.Const)) {
            w.facts.put(new Sym.Term("<", s, Sym.number(n + 1)), Fact.TRUE);
          }
        });
  }

  private static boolean array(VariableElement v) {
    return v.asType().getKind() == TypeKind.ARRAY;
  }

  private static boolean number(VariableElement v) {
    return v.asType().getKind() == TypeKind.INT;
  }

  private static boolean upTo(World w, VariableElement index, VariableElement limit, int over) {
    Value i = w.locals.get(index);
    Value l = w.locals.get(limit);
    if (i == null || l == null || i.sym() == null || l.sym() == null) {
      return false;
    }
    if (number(limit)) {
      return Order.below(w, i.sym(), over > 0 ? next(l.sym()) : l.sym(), over < 0);
    }
    boolean below = below(w, i.sym(), length(l.sym()));
    return below || over >= 0 && upTo(w, i.sym(), length(l.sym()));
  }

  /** The number after this one. */
  private static Sym next(Sym s) {
    return s instanceof Sym.Const c && c.value() instanceof Long n
        ? Sym.number(n + 1)
        : new Sym.Term("+", s, Sym.number(1));
  }

  /** An array was made to have so many elements. */
  static void made(World w, Sym array, Sym size) {
    if (!w.sections.isEmpty() && size != null && !(size instanceof Sym.Const)) {
      w.facts.put(new Sym.Term("<", length(array), size), Fact.FALSE);
    }
  }

  /** Whether the number is at most the length. */
  private static boolean upTo(World w, Sym number, Sym length) {
    return atMost(number, length) || w.facts.get(new Sym.Term("<", length, number)) == Fact.FALSE;
  }

  /** States the bounds anew, for what the variables hold now. */
  static void state(World w, List<Bound> bounds) {
    for (Bound b : bounds) {
      Sym i = w.locals.get(b.index()).sym();
      Sym held = w.locals.get(b.limit()).sym();
      if (i == null || held == null || i instanceof Sym.Const) {
        continue;
      }
      Sym limit = array(b.limit()) ? length(held) : b.over() > 0 ? next(held) : held;
      if (b.over() < 0) {
        w.facts.put(new Sym.Term("<", i, limit), Fact.TRUE);
      } else {
        w.facts.put(new Sym.Term("<", limit, i), Fact.FALSE);
      }
    }
  }

  /** The bounds of a variable that was counted on from something that they held for. */
  static List<Bound> keptBy(World w, VariableElement counter) {
    boolean down = w.locals.get(counter).sym() instanceof Sym.Term t && t.operator().equals("-");
    return common(w, w).stream()
        .filter(
            b ->
                b.limit().equals(counter)
                    || b.index().equals(counter) && (down || number(b.limit())))
        .toList();
  }
}

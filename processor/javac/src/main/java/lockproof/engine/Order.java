package lockproof.engine;

import java.util.Map;

/** Which of two whole numbers is the greater, as far as their making and the tests show. */
final class Order {
  private Order() {}

  /** Whether the first is below the second, or with {@code strict} unset at most as great. */
  static boolean below(World w, Sym a, Sym b, boolean strict) {
    return below(w, a, b, strict, 4);
  }

  private static boolean below(World w, Sym a, Sym b, boolean strict, int fuel) {
    if (a instanceof Sym.Const x && b instanceof Sym.Const y) {
      return x.value() instanceof Long p
          && y.value() instanceof Long q
          && (strict ? p < q : p <= q);
    }
    if (a.equals(b)) {
      return !strict;
    }
    if (fuel == 0) {
      return false;
    }
    return made(w, a, b, strict, fuel - 1) || tested(w, a, b, strict, fuel - 1);
  }

  /** By what the numbers were computed from. */
  private static boolean made(World w, Sym a, Sym b, boolean strict, int fuel) {
    if (step(b, "+") > 0 && below(w, a, ((Sym.Term) b).left(), false, fuel)
        || step(a, "-") > 0 && below(w, ((Sym.Term) a).left(), b, false, fuel)
        || !strict && step(a, "+") == 1 && below(w, ((Sym.Term) a).left(), b, true, fuel)) {
      return true;
    }
    if (a instanceof Sym.Term t && t.operator().endsWith(".min")) {
      return below(w, t.left(), b, strict, fuel) || below(w, t.right(), b, strict, fuel);
    }
    return !strict && a.equals(Sym.ZERO) && Bounds.neverNegative(b);
  }

  /**
   * Whether the number was counted down from one of which nobody has asked whether it is that
   * great. Numbers that are merely read are taken for sizes and places, which are never negative;
   * an array of which the last element is wanted is taken to have one.
   */
  static boolean mayBeNegative(World w, Sym s) {
    long step = step(s, "-");
    if (step <= 0) {
      return false;
    }
    Sym from = ((Sym.Term) s).left();
    boolean last = step == 1 && from instanceof Sym.Term t && t.operator().equals("length");
    return !last
        && !(step == 1 && w.facts.get(from) == Fact.NONZERO)
        && !below(w, Sym.ZERO, s, false)
        && !below(w, Sym.number(step), from, false);
  }

  /** How far a number is from the one it was counted from, or zero. */
  private static long step(Sym s, String operator) {
    return s instanceof Sym.Term t
            && t.operator().equals(operator)
            && t.right() instanceof Sym.Const c
            && c.value() instanceof Long n
        ? n
        : 0;
  }

  /** By what comparisons have shown. */
  private static boolean tested(World w, Sym a, Sym b, boolean strict, int fuel) {
    for (Map.Entry<Sym, Fact> e : w.facts.entrySet()) {
      if (e.getKey() instanceof Sym.Term t && t.operator().equals("<")) {
        if (e.getValue() == Fact.TRUE
            && t.left().equals(a)
            && below(w, t.right(), b, false, fuel)) {
          return true;
        }
        if (e.getValue() == Fact.FALSE
            && t.right().equals(a)
            && below(w, t.left(), b, strict, fuel)) {
          return true;
        }
        if (e.getValue() == Fact.TRUE && t.right().equals(b) && reaches(a, t.left(), strict)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the number is at most as great as a constant, or only one more. */
  private static boolean reaches(Sym a, Sym constant, boolean strict) {
    return a instanceof Sym.Const x
        && constant instanceof Sym.Const y
        && x.value() instanceof Long p
        && y.value() instanceof Long q
        && p <= q + (strict ? 0 : 1);
  }

  /** What the number never exceeds, or null if nothing is known. */
  static Long most(World w, Sym s) {
    return most(w, s, 4);
  }

  private static Long most(World w, Sym s, int fuel) {
    if (s instanceof Sym.Const c) {
      return c.value() instanceof Long n ? n : null;
    }
    if (s == null || fuel == 0) {
      return null;
    }
    Long known = s instanceof Sym.Term t ? computed(w, t, fuel - 1) : null;
    for (Map.Entry<Sym, Fact> e : w.facts.entrySet()) {
      if (e.getKey() instanceof Sym.Term t && t.operator().equals("<")) {
        boolean less = e.getValue() == Fact.TRUE;
        if (s.equals(less ? t.left() : t.right())) {
          Sym limit = less ? t.right() : t.left();
          known = lesser(known, plus(most(w, limit, fuel - 1), less ? -1 : 0));
        }
      }
    }
    return known;
  }

  private static Long computed(World w, Sym.Term t, int fuel) {
    return switch (t.operator()) {
      case "+", "-" -> {
        long step = step(t, "+") - step(t, "-");
        Sym.Term ends = Bounds.middle(t);
        yield ends != null
            ? mean(w, ends, fuel)
            : step == 0 ? null : plus(most(w, t.left(), fuel), step);
      }
      case "%", "Math.floorMod" -> plus(positive(t.right()), -1);
      case "&" -> lesser(positive(t.left()), positive(t.right()));
      case "Math.abs" ->
          t.left() instanceof Sym.Term r && r.operator().equals("%") ? most(w, r, fuel) : null;
      case ">>", ">>>", "/" -> {
        boolean sum = t.left() instanceof Sym.Term l && l.operator().equals("+");
        Long mean = sum && Bounds.half(t) ? mean(w, (Sym.Term) t.left(), fuel) : null;
        yield mean != null ? mean : most(w, t.left(), fuel);
      }
      case "cast" -> most(w, t.left(), fuel);
      default ->
          t.operator().endsWith(".min")
              ? lesser(most(w, t.left(), fuel), most(w, t.right(), fuel))
              : null;
    };
  }

  private static Long mean(World w, Sym.Term sum, int fuel) {
    Long a = most(w, sum.left(), fuel);
    Long b = a == null ? null : most(w, sum.right(), fuel);
    return b == null ? null : Long.valueOf(a + b >> 1);
  }

  /** The constant, if it is above zero. */
  private static Long positive(Sym s) {
    return s instanceof Sym.Const c && c.value() instanceof Long n && n > 0 ? n : null;
  }

  /** Whether a number that never exceeds this is below a constant. */
  static boolean below(Long most, Sym constant) {
    return most != null
        && constant instanceof Sym.Const c
        && c.value() instanceof Long n
        && most < n;
  }

  private static Long plus(Long n, long more) {
    return n == null ? null : n + more;
  }

  private static Long lesser(Long a, Long b) {
    return a == null ? b : b == null ? a : Long.valueOf(Math.min(a, b));
  }
}

package lockproof.engine;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;

/** Facts: what tests have shown, and whether a path can be taken at all. */
final class Paths {
  static final String NULL_POINTER = "java.lang.NullPointerException";

  private final Machine m;

  Paths(Machine m) {
    this.m = m;
  }

  /** The world in which the condition came out so, or null if it cannot. Consumes the world. */
  World assume(World w, Value condition, boolean outcome) {
    Sym s = condition.sym();
    asked(w, condition);
    Set<Dep> relevant = Value.union(tentative(condition.deps()), sound(condition.deps()));
    if (!relevant.isEmpty()) {
      w.path = Value.union(w.path, relevant);
    }
    return s == null ? w : fact(w, s, outcome);
  }

  /** Guarded data was looked at under a lock that was taken on a decision. */
  void asked(World w, Value v) {
    for (Dep d : v.deps()) {
      if (d.kind() == Dep.Kind.RECHECKED) {
        w.holds.replaceAll((k, h) -> k.lock().equals(d.region()) ? h.recheck() : h);
      }
    }
  }

  static Set<Dep> tentative(Set<Dep> deps) {
    if (deps.isEmpty()) {
      return deps;
    }
    Set<Dep> only = new LinkedHashSet<>();
    for (Dep d : deps) {
      if (d.kind() == Dep.Kind.TENTATIVE) {
        only.add(d);
      }
    }
    return only;
  }

  /** Those that tell of a read that was sound, but may be out of date later. */
  static Set<Dep> sound(Set<Dep> deps) {
    Set<Dep> only = new LinkedHashSet<>();
    for (Dep d : deps) {
      if (d.kind() == Dep.Kind.SETTLED || d.kind() == Dep.Kind.SHARED) {
        only.add(d);
      }
    }
    return only;
  }

  private World fact(World w, Sym s, boolean outcome) {
    if (s instanceof Sym.Const c) {
      return !(c.value() instanceof Boolean b) || b == outcome ? w : null;
    }
    if (s instanceof Sym.Term t) {
      if (t.operator().equals("!")) {
        return fact(w, t.left(), !outcome);
      }
      if (t.operator().equals("==")) {
        if (t.right().equals(Sym.NULL)) {
          if (m.scopes.presumed(w, t.left())) {
            return m.scopes.tested(w, t.left(), outcome);
          }
          return learn(w, t.left(), outcome ? Fact.NULL : Fact.NONNULL);
        }
        if (t.right().equals(Sym.ZERO)) {
          return learn(w, t.left(), outcome ? Fact.ZERO : Fact.NONZERO);
        }
        if (t.right().equals(Sym.TRUE) || t.right().equals(Sym.FALSE)) {
          return fact(w, t.left(), outcome == t.right().equals(Sym.TRUE));
        }
        World known = learn(w, s, outcome ? Fact.TRUE : Fact.FALSE);
        if (known != null && outcome) {
          if (isNull(known, t.right()) == Boolean.TRUE) {
            return learn(known, t.left(), Fact.NULL);
          }
          if (isNull(known, t.left()) == Boolean.TRUE) {
            return learn(known, t.right(), Fact.NULL);
          }
        }
        return known;
      }
      if (t.operator().equals("<") && outcome) {
        World v = w;
        if (t.left().equals(Sym.ZERO)) {
          v = learn(v, t.right(), Fact.NONZERO);
        } else if (t.right().equals(Sym.ZERO)) {
          v = learn(v, t.left(), Fact.NONZERO);
        }
        return v == null ? null : learn(v, s, Fact.TRUE);
      }
      if (t.operator().equals("<") && t.left().equals(Sym.ZERO) && Bounds.size(t.right())) {
        return learn(w, t.right(), Fact.ZERO);
      }
      if (t.operator().equals("instanceof") && outcome) {
        World v = learn(w, t.left(), Fact.NONNULL);
        return v == null ? null : learn(v, s, Fact.TRUE);
      }
    }
    return learn(w, s, outcome ? Fact.TRUE : Fact.FALSE);
  }

  /** Records a fact; null if it contradicts what is known. */
  World learn(World w, Sym s, Fact fact) {
    Fact known = known(w, s, fact);
    if (known == fact) {
      return w;
    }
    if (known != null) {
      return null;
    }
    Sym datum = Sym.unlessNull(s);
    if (datum != null && (fact == Fact.NULL || fact == Fact.NONNULL)) {
      w.rewrite(x -> x.equals(s) ? fact == Fact.NULL ? Sym.NULL : datum : x);
      return fact == Fact.NULL ? w : learn(w, datum, fact);
    }
    w.facts.put(s, fact);
    if (fact == Fact.ZERO && w.sections.containsKey(s)) {
      w.sections.put(s, w.sections.get(s).to(Section.State.DEAD));
    }
    return w;
  }

  /** What is known of a symbol on the scale of the fact that is asked about; null if nothing. */
  private Fact known(World w, Sym s, Fact asked) {
    if (s instanceof Sym.Const c) {
      return switch (asked) {
        case NULL, NONNULL -> c.value() == null ? Fact.NULL : Fact.NONNULL;
        case ZERO, NONZERO -> c.equals(Sym.ZERO) ? Fact.ZERO : Fact.NONZERO;
        case TRUE, FALSE -> Boolean.TRUE.equals(c.value()) ? Fact.TRUE : Fact.FALSE;
      };
    }
    Fact f = w.facts.get(s);
    if (f != null && (f == asked || f == asked.opposite())) {
      return f;
    }
    if ((asked == Fact.NULL || asked == Fact.NONNULL) && neverNull(w, s)) {
      return Fact.NONNULL;
    }
    if (asked == Fact.ZERO || asked == Fact.NONZERO) {
      for (Hold h : w.holds.values()) {
        if (h.held() && s.equals(h.stamp())) {
          return Fact.NONZERO;
        }
      }
    }
    return null;
  }

  private boolean neverNull(World w, Sym s) {
    return w.fresh.contains(s)
        || s instanceof Sym.Closure
        || s instanceof Sym.ClassOf
        || s instanceof Sym.View
        || s instanceof Sym.ConditionOf
        || (s instanceof Sym.Root r && r.name().endsWith("this"))
        || (w.scopes.containsKey(s) && !w.facts.containsKey(s))
        || (s instanceof Sym.Field f && !m.program.maybeNull(f.field()));
  }

  /** True, false, or null when unknown. */
  Boolean isNull(World w, Sym s) {
    if (s == null) {
      return null;
    }
    Fact f = known(w, s, Fact.NULL);
    return f == null ? null : f == Fact.NULL;
  }

  /** True, false, or null when unknown. */
  Boolean isZero(World w, Sym s) {
    if (s == null) {
      return null;
    }
    if (Bounds.positive(s)) {
      return false;
    }
    Fact f = known(w, s, Fact.ZERO);
    return f == null ? null : f == Fact.ZERO;
  }

  /** Whether a number is known not to be zero, by what it was compared with or made from. */
  boolean nonZero(World w, Sym s) {
    if (s == null) {
      return false;
    }
    if (isZero(w, s) == Boolean.FALSE) {
      return true;
    }
    if (s instanceof Sym.Term t && t.operator().equals("-")) {
      Sym a = t.left();
      Sym b = t.right();
      return compared(w, "<", a, b, Fact.TRUE)
          || compared(w, "<", b, a, Fact.TRUE)
          || compared(w, "==", a, b, Fact.FALSE)
          || compared(w, "==", b, a, Fact.FALSE);
    }
    for (Map.Entry<Sym, Fact> e : w.facts.entrySet()) {
      if (e.getKey() instanceof Sym.Term t
          && t.operator().equals("<")
          && (s.equals(t.left()) && beyondZero(t.right(), e.getValue() == Fact.FALSE)
              || s.equals(t.right()) && beyondZero(t.left(), e.getValue() == Fact.TRUE))) {
        return true;
      }
    }
    return false;
  }

  private static boolean compared(World w, String op, Sym a, Sym b, Fact fact) {
    return w.facts.get(new Sym.Term(op, a, b)) == fact;
  }

  /** Whether what lies above the bound, or below it, is not zero. */
  private static boolean beyondZero(Sym bound, boolean above) {
    return bound instanceof Sym.Const c && c.value() instanceof Long n && (above ? n > 0 : n < 0);
  }

  /** True, false, or null when unknown. */
  Boolean isTrue(World w, Sym s) {
    if (s == null) {
      return null;
    }
    if (s instanceof Sym.Term t && t.operator().equals("!")) {
      Boolean b = isTrue(w, t.left());
      return b == null ? null : !b;
    }
    if (s instanceof Sym.Term t && t.operator().equals("==")) {
      if (t.right().equals(Sym.NULL)) {
        return isNull(w, t.left());
      }
      if (t.right().equals(Sym.ZERO)) {
        return isZero(w, t.left());
      }
    }
    Fact f = known(w, s, Fact.TRUE);
    return f == null ? null : f == Fact.TRUE;
  }

  /** A reference is followed: an exception where it may be null, and non-null from there on. */
  void dereference(World w, Value v, Tree at, boolean throwsAnyway) {
    if (v.sym() == null) {
      if (v.tentative() && !throwsAnyway) {
        return;
      }
      m.raise(w, at, NULL_POINTER, Set.of());
      return;
    }
    Boolean isNull = isNull(w, v.sym());
    if (isNull == Boolean.FALSE) {
      return;
    }
    if (isNull == Boolean.TRUE && m.holds.attempted(v.sym())) {
      if (at instanceof MethodInvocationTree) {
        return;
      }
      m.emit(() -> new Event.Dropped(m.causeSince(v.sym(), at), Names.of(v.sym()), true, false));
      w.facts.put(v.sym(), Fact.NONNULL);
      return;
    }
    boolean torn = v.tentative() && mayBeTornNull(v.sym(), isNull);
    m.raise(w, at, NULL_POINTER, torn ? tentative(v.deps()) : Set.of());
    if (isNull == null) {
      w.facts.put(v.sym(), Fact.NONNULL);
    }
  }

  /**
   * A reference is cast: where other torn data decided of what class it is taken to be, it may be
   * of another one.
   */
  void cast(World w, Value v, Tree at) {
    boolean chosen = v.tentative() && v.sym() instanceof Sym.Read && Value.tentative(w.path);
    boolean tested = false;
    boolean otherwise = false;
    for (var e : chosen ? w.facts.entrySet() : Set.<java.util.Map.Entry<Sym, Fact>>of()) {
      if (Sym.mentions(e.getKey(), v.sym())) {
        tested = true;
        chosen &=
            !(e.getKey() instanceof Sym.Term t && t.operator().equals("instanceof"))
                || e.getValue() != Fact.TRUE;
      } else {
        otherwise |= e.getValue() != Fact.NONNULL && readsState(e.getKey());
      }
    }
    m.raise(
        w,
        at,
        "java.lang.ClassCastException",
        chosen && (otherwise || !tested) ? tentative(v.deps()) : Set.of());
  }

  /** Whether other torn data led to where the value is used. */
  boolean chosenByOthers(World w, Sym value) {
    return Value.tentative(w.path)
        && w.facts.entrySet().stream()
            .anyMatch(
                e ->
                    e.getValue() != Fact.NONNULL
                        && readsState(e.getKey())
                        && !Sym.mentions(e.getKey(), value));
  }

  private static boolean readsState(Sym s) {
    boolean[] found = {false};
    Sym.rewrite(
        s,
        part -> {
          found[0] |= part instanceof Sym.Read || part instanceof Sym.Cell;
          return part;
        });
    return found[0];
  }

  /** Whether the value is one that a race may have left null. */
  boolean tornNull(World w, Value v) {
    Boolean isNull = v.sym() == null ? Boolean.FALSE : isNull(w, v.sym());
    return v.tentative() && isNull != Boolean.FALSE && mayBeTornNull(v.sym(), isNull);
  }

  private boolean mayBeTornNull(Sym s, Boolean isNull) {
    if (isNull == Boolean.TRUE) {
      return true;
    }
    if (s instanceof Sym.Read r) {
      return m.program.maybeNull(r.field());
    }
    return s instanceof Sym.Phi p
        ? p.variable() != null && p.variable().getKind() == ElementKind.LOCAL_VARIABLE
        : Sym.unlessNull(s) != null || m.memory.mayBeAbsent(s);
  }
}

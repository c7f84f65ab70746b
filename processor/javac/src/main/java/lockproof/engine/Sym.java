package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Mode;

/**
 * What a value <em>is</em>: two values with equal symbols are the same value. A lock is a symbol,
 * never a path, so that a reassigned base or a changed index makes another lock.
 */
public sealed interface Sym {
  /** The null reference. */
  Sym NULL = new Const("null", null);

  /** True. */
  Sym TRUE = new Const("true", true);

  /** False. */
  Sym FALSE = new Const("false", false);

  /** Zero of any numeric type. */
  Sym ZERO = new Const("0", 0L);

  /** The operator of what is null or else what stands left. */
  String OR_NULL = "or null";

  /** Statements that run again. */
  Set<Tree.Kind> LOOPS =
      Set.of(
          Tree.Kind.WHILE_LOOP,
          Tree.Kind.DO_WHILE_LOOP,
          Tree.Kind.FOR_LOOP,
          Tree.Kind.ENHANCED_FOR_LOOP);

  /** The symbol with each part replaced, outermost first. */
  Sym map(UnaryOperator<Sym> f);

  /** A constant; whole numbers are longs. */
  record Const(String text, Object value) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }

    @Override
    public boolean equals(Object o) {
      return o == this
          || o instanceof Const c && text.equals(c.text) && Objects.equals(value, c.value);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /**
   * A value that was there at entry: {@code this}, an outer {@code this}, a parameter, a capture.
   */
  record Root(Object key, String name) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }

    @Override
    public boolean equals(Object o) {
      return o == this || o instanceof Root r && key.equals(r.key) && name.equals(r.name);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /**
   * A value made at a place: a result, an allocation, a stamp; {@code call} tells inlined copies
   * apart.
   */
  record Site(Tree at, Object call) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(at) * 31 + System.identityHashCode(call);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Site s && s.at == at && s.call == call;
    }
  }

  /** A final field of a value; static when the base is null. */
  record Field(Sym base, VariableElement field) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym b = base == null ? null : f.apply(base);
      return b == base ? this : new Field(b, field);
    }

    @Override
    public boolean equals(Object o) {
      return o == this || o instanceof Field f && field == f.field && Objects.equals(base, f.base);
    }

    @Override
    public int hashCode() {
      return 31 * Objects.hashCode(base) + System.identityHashCode(field);
    }
  }

  /** What one read of a field gave that may be written; static when the base is null. */
  record Read(Sym base, VariableElement field, Site at) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym b = base == null ? null : f.apply(base);
      return b == base ? this : new Read(b, field, at);
    }

    @Override
    public boolean equals(Object o) {
      return o == this
          || o instanceof Read r
              && at.equals(r.at)
              && field == r.field
              && Objects.equals(base, r.base);
    }

    @Override
    public int hashCode() {
      return 31 * at.hashCode() + System.identityHashCode(field);
    }
  }

  /** An element of an array or the value of a key. */
  record Cell(Sym array, Sym index) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym a = f.apply(array);
      Sym i = f.apply(index);
      return a == array && i == index ? this : new Cell(a, i);
    }

    @Override
    public boolean equals(Object o) {
      return o == this || o instanceof Cell c && array.equals(c.array) && index.equals(c.index);
    }

    @Override
    public int hashCode() {
      return 31 * array.hashCode() + index.hashCode();
    }
  }

  /** What a variable holds where paths met with different values. */
  record Phi(Tree at, VariableElement variable) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }

    @Override
    public boolean equals(Object o) {
      return o == this || o instanceof Phi p && at == p.at && variable == p.variable;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(at) + System.identityHashCode(variable);
    }
  }

  /**
   * A value of an earlier pass through a loop; {@code of} keeps only where it was made, {@code
   * older} tells the last pass from all those before it.
   */
  record Prev(Object of, VariableElement field, boolean older) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }

    @Override
    public boolean equals(Object o) {
      return o == this
          || o instanceof Prev p && older == p.older && field == p.field && of.equals(p.of);
    }

    @Override
    public int hashCode() {
      return 31 * of.hashCode() + (older ? 1 : 0);
    }
  }

  /** A computation without effect, by which conditions are recognised when they are asked again. */
  record Term(String operator, Sym left, Sym right) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym l = left == null ? null : f.apply(left);
      Sym r = right == null ? null : f.apply(right);
      return l == left && r == right ? this : new Term(operator, l, r);
    }

    @Override
    public boolean equals(Object o) {
      return o == this
          || o instanceof Term t
              && operator.equals(t.operator)
              && Objects.equals(left, t.left)
              && Objects.equals(right, t.right);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * operator.hashCode() + Objects.hashCode(left)) + Objects.hashCode(right);
    }
  }

  /**
   * A lock that a method gives whose body is not in sight: the same one whenever it is asked of the
   * same object for the same things.
   */
  record Got(Sym from, ExecutableElement method, List<Sym> arguments) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym o = f.apply(from);
      List<Sym> given = arguments.stream().map(f).toList();
      return o == from && given.equals(arguments) ? this : new Got(o, method, given);
    }
  }

  /** A view of a lock that acquires in a mode. */
  record View(Sym lock, Mode mode) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym l = f.apply(lock);
      return l == lock ? this : new View(l, mode);
    }
  }

  /** A condition of a lock. */
  record ConditionOf(Sym lock, Sym self) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym l = f.apply(lock);
      return l == lock ? this : new ConditionOf(l, self);
    }
  }

  /** The monitor of an object, which is another lock than the object itself. */
  record Monitor(Sym object) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      Sym o = f.apply(object);
      return o == object ? this : new Monitor(o);
    }

    @Override
    public boolean equals(Object o) {
      return o == this || o instanceof Monitor m && object.equals(m.object);
    }

    @Override
    public int hashCode() {
      return 31 * object.hashCode() + 7;
    }
  }

  /** A class object. */
  record ClassOf(TypeElement type) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }
  }

  /** A lambda or method reference; {@code self} is {@code this} where it was written. */
  record Closure(Tree tree, Sym self, Sym receiver) implements Sym {
    @Override
    public Sym map(UnaryOperator<Sym> f) {
      return this;
    }
  }

  /**
   * What a variable holds where paths met: where that is some datum or null, testing it for null
   * tells which, so it is remembered. Not in loops, where it would be another one each time.
   */
  static Sym either(Sym a, Sym b, Phi met) {
    if (a instanceof Term t && met.equals(t.right())) {
      return NULL.equals(b) || t.left().equals(b) ? t : met;
    }
    Sym datum = NULL.equals(a) ? b : NULL.equals(b) ? a : null;
    boolean kept = datum instanceof Cell || datum instanceof Read || datum instanceof Field;
    return kept && !LOOPS.contains(met.at().getKind()) ? new Term(OR_NULL, datum, met) : met;
  }

  /** The datum of which it is known that the symbol is either that or null; else null. */
  static Sym unlessNull(Sym s) {
    return s instanceof Term t && t.operator().equals(OR_NULL) ? t.left() : null;
  }

  /** The whole-number constant. */
  static Sym number(long n) {
    return n == 0 ? ZERO : new Const(Long.toString(n), n);
  }

  /** The truth value. */
  static Sym truth(boolean b) {
    return b ? TRUE : FALSE;
  }

  /** The symbol rewritten bottom-up. */
  static Sym rewrite(Sym sym, UnaryOperator<Sym> leaf) {
    Sym mapped = leaf.apply(sym);
    return Objects.equals(mapped, sym) ? sym.map(s -> rewrite(s, leaf)) : mapped;
  }

  /** Whether a part of the symbol is the other. */
  static boolean mentions(Sym sym, Sym part) {
    boolean[] found = {false};
    rewrite(
        sym,
        s -> {
          found[0] |= s.equals(part);
          return s;
        });
    return found[0];
  }

  /** How deep the symbol is; deep ones are not kept. */
  static int depth(Sym sym) {
    int[] deepest = {0};
    if (sym != null) {
      sym.map(
          s -> {
            deepest[0] = Math.max(deepest[0], depth(s));
            return s;
          });
    }
    return deepest[0] + 1;
  }
}

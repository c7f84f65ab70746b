package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/** What operators give: constants folded, conditions kept as terms, the rest merely derived. */
final class Operators {
  private final Machine m;

  Operators(Machine m) {
    this.m = m;
  }

  Value unary(Tree.Kind kind, Value v) {
    if (kind == Tree.Kind.LOGICAL_COMPLEMENT) {
      return new Value(not(v.sym()), v.deps());
    }
    if (kind == Tree.Kind.UNARY_MINUS
        && v.sym() instanceof Sym.Const c
        && c.value() instanceof Long n) {
      return new Value(Sym.number(-n), v.deps());
    }
    return new Value(null, v.deps());
  }

  static Sym not(Sym s) {
    if (s instanceof Sym.Const c && c.value() instanceof Boolean b) {
      return Sym.truth(!b);
    }
    if (s instanceof Sym.Term t && t.operator().equals("!")) {
      return t.left();
    }
    return s == null ? null : new Sym.Term("!", s, Sym.NULL);
  }

  String symbol(Tree.Kind kind) {
    return switch (kind) {
      case PLUS -> "+";
      case MINUS -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case REMAINDER -> "%";
      case AND -> "&";
      case OR -> "|";
      case XOR -> "^";
      case LEFT_SHIFT -> "<<";
      case RIGHT_SHIFT -> ">>";
      case UNSIGNED_RIGHT_SHIFT -> ">>>";
      case EQUAL_TO -> "==";
      case NOT_EQUAL_TO -> "!=";
      case LESS_THAN -> "<";
      case LESS_THAN_EQUAL -> "<=";
      case GREATER_THAN -> ">";
      case GREATER_THAN_EQUAL -> ">=";
      default -> throw new Unsupported("operator " + kind);
    };
  }

  String compound(Tree.Kind kind) {
    return symbol(Tree.Kind.valueOf(kind.name().replace("_ASSIGNMENT", "")));
  }

  Value binary(World w, String op, Value a, Value b, Tree at) {
    Set<Dep> deps = Value.union(a.deps(), b.deps());
    if ((op.equals("/") || op.equals("%")) && integral(at) && !nonZero(w, b)) {
      m.raise(w, at, "java.lang.ArithmeticException", Paths.tentative(b.deps()));
    }
    Sym sym = sym(w, op, a.sym(), b.sym());
    boolean logical = (op.equals("&") || op.equals("|")) && sym instanceof Sym.Const;
    if (logical && (sym.equals(a.sym()) != sym.equals(b.sym()))) {
      deps = sym.equals(a.sym()) ? a.deps() : b.deps();
    }
    return new Value(sym, deps).copied();
  }

  private boolean integral(Tree at) {
    TypeMirror t = m.env.type(at);
    return t != null
        && switch (t.getKind()) {
          case BYTE, SHORT, CHAR, INT, LONG -> true;
          default -> false;
        };
  }

  private boolean nonZero(World w, Value v) {
    return v.sym() != null && m.paths.nonZero(w, v.sym());
  }

  private Sym sym(World w, String op, Sym a, Sym b) {
    if (a == null || b == null) {
      return null;
    }
    switch (op) {
      case "!=":
        return not(sym(w, "==", a, b));
      case ">":
        return sym(w, "<", b, a);
      case ">=":
        return not(sym(w, "<", a, b));
      case "<=":
        return not(sym(w, "<", b, a));
      case "==":
        return equal(w, a, b);
      case "&", "|", "^":
        Sym folded = logical(w, op, a, b);
        if (folded != null) {
          return folded;
        }
        break;
      default:
        break;
    }
    if (a instanceof Sym.Const x
        && b instanceof Sym.Const y
        && x.value() instanceof Long p
        && y.value() instanceof Long q) {
      return numbers(op, p, q);
    }
    return m.term(op, a, b);
  }

  private Sym equal(World w, Sym a, Sym b) {
    if (a instanceof Sym.Const && !(b instanceof Sym.Const)) {
      return equal(w, b, a);
    }
    if (a instanceof Sym.Const x && b instanceof Sym.Const y) {
      boolean comparable = !(x.value() instanceof String) && !(y.value() instanceof String);
      return comparable ? Sym.truth(java.util.Objects.equals(x.value(), y.value())) : null;
    }
    if (a.equals(b)) {
      return Sym.TRUE;
    }
    if (enumerated(a) && enumerated(b)) {
      return Sym.FALSE;
    }
    if (b.equals(Sym.TRUE)) {
      return a;
    }
    if (b.equals(Sym.FALSE)) {
      return not(a);
    }
    if (!(b instanceof Sym.Const) && a.hashCode() > b.hashCode()) {
      return m.term("==", b, a);
    }
    return m.term("==", a, b);
  }

  /** Whether it is a constant of an enum: another one is another object. */
  static boolean enumerated(Sym s) {
    return s instanceof Sym.Field f
        && f.field().getKind() == javax.lang.model.element.ElementKind.ENUM_CONSTANT;
  }

  private Sym logical(World w, String op, Sym a, Sym b) {
    Boolean x = a instanceof Sym.Const c && c.value() instanceof Boolean v ? v : null;
    Boolean y = b instanceof Sym.Const c && c.value() instanceof Boolean v ? v : null;
    if (x == null && y == null) {
      return null;
    }
    if (x != null && y != null) {
      return Sym.truth(
          switch (op) {
            case "&" -> x & y;
            case "|" -> x | y;
            default -> x ^ y;
          });
    }
    boolean known = x != null ? x : y;
    Sym other = x != null ? b : a;
    return switch (op) {
      case "&" -> known ? other : Sym.FALSE;
      case "|" -> known ? Sym.TRUE : other;
      default -> known ? not(other) : other;
    };
  }

  private static Sym numbers(String op, long p, long q) {
    return switch (op) {
      case "+" -> Sym.number(p + q);
      case "-" -> Sym.number(p - q);
      case "*" -> Sym.number(p * q);
      case "<" -> Sym.truth(p < q);
      case "&" -> Sym.number(p & q);
      case "|" -> Sym.number(p | q);
      case "<<" -> q >= 0 && q < 31 ? Sym.number(p << q) : null;
      default -> null;
    };
  }
}

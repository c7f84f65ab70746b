package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.stream.Collectors;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import lockproof.contract.Mode;

/** What to call a symbol when speaking to the user: in the user's own words. */
final class Names {
  private Names() {}

  static String of(Sym sym) {
    if (sym instanceof Sym.Root r) {
      return r.name();
    }
    if (sym instanceof Sym.Field f) {
      return field(f.base(), f.field());
    }
    if (sym instanceof Sym.Read r) {
      return field(r.base(), r.field());
    }
    if (sym instanceof Sym.Cell c) {
      return keyed(c.array())
          ? of(c.array()) + ".get(" + of(c.index()) + ")"
          : of(c.array()) + "[" + of(c.index()) + "]";
    }
    if (sym instanceof Sym.Got g) {
      return got(g);
    }
    if (sym instanceof Sym.View v) {
      return of(v.lock()) + (v.mode() == Mode.SHARED ? ".readLock()" : ".writeLock()");
    }
    if (sym instanceof Sym.Monitor m) {
      return of(m.object());
    }
    if (sym instanceof Sym.ConditionOf c) {
      return of(c.self() == null ? c.lock() : c.self());
    }
    if (sym instanceof Sym.ClassOf c) {
      return c.type().getSimpleName() + ".class";
    }
    if (sym instanceof Sym.Const c) {
      return c.text();
    }
    if (sym instanceof Sym.Phi p && p.variable() != null) {
      return p.variable().getSimpleName().toString();
    }
    if (sym instanceof Sym.Prev p && p.field() != null) {
      return p.field().getSimpleName().toString();
    }
    if (Sym.unlessNull(sym) != null) {
      return of(((Sym.Term) sym).right());
    }
    if (sym instanceof Sym.Site s) {
      return text(s.at());
    }
    if (sym instanceof Sym.Prev p && p.of() instanceof Sym.Site s) {
      return text(s.at());
    }
    return "it";
  }

  /** Whether what the container has is had by key, as the field or parameter that has it tells. */
  private static boolean keyed(Sym container) {
    Origin o = Origin.of(container);
    VariableElement v =
        o != null
            ? o.field()
            : container instanceof Sym.Root r && r.key() instanceof VariableElement p ? p : null;
    return v != null && v.asType().getKind() == TypeKind.DECLARED;
  }

  private static String field(Sym base, VariableElement field) {
    return member(base, field.getSimpleName().toString());
  }

  private static String member(Sym base, String name) {
    boolean own = base == null || (base instanceof Sym.Root r && r.name().equals("this"));
    return own ? name : of(base) + "." + name;
  }

  private static String got(Sym.Got g) {
    String given = g.arguments().stream().map(Names::of).collect(Collectors.joining(", "));
    Sym from = g.from() instanceof Sym.ClassOf ? null : g.from();
    return member(from, g.method().getSimpleName() + "(" + given + ")");
  }

  /** The source of an expression, cut to a length that fits in a line. */
  static String text(Tree tree) {
    String text = tree.toString().replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}

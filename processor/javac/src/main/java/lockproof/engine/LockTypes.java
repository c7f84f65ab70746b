package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What the type of a lock, and the way it was made, tell of it. */
final class LockTypes {
  private final Machine m;

  LockTypes(Machine m) {
    this.m = m;
  }

  /** Whether only the thread that took the lock may release it. */
  boolean owned(Sym lock) {
    return m.env.typeFlag(typeOf(lock), "LockType", "owned", true);
  }

  /** Whether the thread that holds the lock may take it again. */
  boolean reentrant(Sym lock, boolean otherwise) {
    if (single(lock)) {
      return false;
    }
    TypeMirror type = typeOf(lock);
    return type == null || !m.env.marked(type, "LockType")
        ? otherwise
        : m.env.typeFlag(type, "LockType", "reentrant", false);
  }

  /** Whether permits pass from one method to another, so that they guard nothing. */
  boolean passed(Sym lock) {
    VariableElement field = field(lock);
    return field != null && !owned(lock) && m.coverage.released(field);
  }

  /**
   * The field that has the lock, or had it in an earlier round of a loop; null if none is known.
   */
  private static VariableElement field(Sym lock) {
    Origin o = Origin.of(lock);
    return o != null
        ? o.field()
        : lock instanceof Sym.Prev p && p.field() != null && p.field().getKind().isField()
            ? p.field()
            : null;
  }

  /** Whether nobody owns the lock and it begins without a permit: a signal, not a lock. */
  boolean signal(Sym lock) {
    return Integer.valueOf(0).equals(permits(lock));
  }

  /** Whether there is one permit alone, which nobody but its taker gives back. */
  private boolean single(Sym lock) {
    return field(lock) != null
        && Integer.valueOf(1).equals(permits(lock))
        && !m.coverage.growing()
        && !passed(lock);
  }

  /** With how many permits a lock begins that nobody owns; null if it has an owner. */
  private Object permits(Sym lock) {
    Origin o = Origin.of(lock);
    Tree made = lock instanceof Sym.Site s ? s.at() : null;
    if (o != null) {
      ExpressionTree only = m.program.onlyValue(o.field());
      made = only == null ? null : Env.strip(only);
    }
    return made instanceof NewClassTree t
            && !owned(lock)
            && !t.getArguments().isEmpty()
            && Env.strip(t.getArguments().get(0)) instanceof LiteralTree n
        ? n.getValue()
        : null;
  }

  private static TypeMirror elementType(TypeMirror container) {
    if (container instanceof ArrayType a) {
      return a.getComponentType();
    }
    List<? extends TypeMirror> of =
        container instanceof DeclaredType d ? d.getTypeArguments() : List.of();
    return of.isEmpty() ? null : of.get(of.size() - 1);
  }

  /** The static type by which the lock is known, or null. */
  TypeMirror typeOf(Sym lock) {
    if (lock instanceof Sym.Site s && s.at() instanceof NewClassTree t) {
      return m.env.type(t);
    }
    if (lock instanceof Sym.Got g) {
      return g.method().getReturnType();
    }
    VariableElement field = field(lock);
    if (field != null) {
      return lock instanceof Sym.Cell ? elementType(field.asType()) : field.asType();
    }
    return lock instanceof Sym.Root r && r.key() instanceof VariableElement v ? v.asType() : null;
  }
}

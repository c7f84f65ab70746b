package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** Fields that hold arrays of arrays, of which each row is made along with the whole. */
final class Rows extends TreeScanner<Void, Void> {
  private final Env env;
  private final ClassTree top;

  /** Null until somebody asks. */
  private Set<VariableElement> ragged;

  /** Types of arrays some row of which is set to something that may be null. */
  private final Set<String> replaced = new HashSet<>();

  Rows(Env env, ClassTree top) {
    this.env = env;
    this.top = top;
  }

  /** Whether an element of the array that was found there may be null. */
  boolean mayLack(Memory.Origin array) {
    return array != null
        && array.field().asType() instanceof ArrayType a
        && Env.reference(a.getComponentType())
        && !made(array);
  }

  /** Whether what is found in the array is never null. */
  boolean made(Memory.Origin array) {
    return array != null && whole(array.field());
  }

  /** Whether no row of the array that a field refers to is ever missing. */
  private boolean whole(VariableElement f) {
    if (!(f.asType() instanceof ArrayType a)
        || !(a.getComponentType() instanceof ArrayType)
        || !f.getModifiers().contains(Modifier.PRIVATE)) {
      return false;
    }
    if (ragged == null) {
      ragged = new HashSet<>();
      scan(top, null);
    }
    return !ragged.contains(f) && !replaced.contains(f.asType().toString());
  }

  @Override
  public Void visitVariable(VariableTree t, Void p) {
    if (t.getInitializer() != null && env.element(t) instanceof VariableElement f) {
      set(f, t.getInitializer());
    }
    return super.visitVariable(t, p);
  }

  @Override
  public Void visitAssignment(AssignmentTree t, Void p) {
    ExpressionTree target = Env.strip(t.getVariable());
    if (target instanceof ArrayAccessTree row) {
      TypeMirror array = env.type(row.getExpression());
      if (array != null && !made(env.type(row), t.getExpression())) {
        replaced.add(array.toString());
      }
    } else if (env.element(target) instanceof VariableElement f) {
      set(f, t.getExpression());
    }
    return super.visitAssignment(t, p);
  }

  private void set(VariableElement f, ExpressionTree value) {
    if (Env.isField(f) && !made(f.asType(), value)) {
      ragged.add(f);
    }
  }

  /** Whether the expression makes an array of the type with all its rows. */
  private static boolean made(TypeMirror type, ExpressionTree value) {
    if (!(type instanceof ArrayType a) || !(Env.strip(value) instanceof NewArrayTree n)) {
      return false;
    }
    if (n.getInitializers() != null) {
      return n.getInitializers().stream()
          .allMatch(
              row ->
                  !(a.getComponentType() instanceof ArrayType)
                      || row.getKind() != Tree.Kind.NEW_ARRAY
                          && row.getKind() != Tree.Kind.NULL_LITERAL
                      || made(a.getComponentType(), row));
    }
    int depth = 0;
    for (TypeMirror t = type; t instanceof ArrayType x; t = x.getComponentType()) {
      depth++;
    }
    return n.getDimensions().size() == depth;
  }
}

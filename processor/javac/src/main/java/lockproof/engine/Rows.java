package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** What the arrays in arrays are, where all that is ever put into them can be seen. */
final class Rows extends TreeScanner<Void, Void> {
  private final Env env;
  private final ClassTree top;

  /** What variables that hold arrays of arrays are given; null until somebody asks. */
  private Map<VariableElement, List<ExpressionTree>> wholes;

  /** What is put into arrays of arrays, by the type of these. */
  private final Map<String, List<ExpressionTree>> rows = new HashMap<>();

  Rows(Env env, ClassTree top) {
    this.env = env;
    this.top = top;
  }

  /** Whether an element of the array that was found there may be null. */
  boolean mayLack(Origin array) {
    return array != null
        && array.field().asType() instanceof ArrayType a
        && Env.reference(a.getComponentType())
        && !made(array);
  }

  /** Whether what is found in the array is never null. */
  boolean made(Origin array) {
    return array != null
        && seen(array.field())
        && given(array.field()).allMatch(v -> made(array.field().asType(), v))
        && put(array.field().asType()).allMatch(v -> made(rowType(array.field()), v));
  }

  /**
   * How many elements each row has, as the expressions say of which one makes it; null where some
   * row may come from elsewhere.
   */
  List<ExpressionTree> lengths(VariableElement f) {
    if (!seen(f)) {
      return null;
    }
    String type = f.asType().toString();
    List<ExpressionTree> lengths = new ArrayList<>();
    boolean all = true;
    for (Map.Entry<VariableElement, List<ExpressionTree>> e : wholes.entrySet()) {
      if (e.getKey().asType().toString().equals(type)) {
        for (ExpressionTree v : e.getValue()) {
          all &= Env.isNull(v) || copies(v, type) || lengths(v, 1, lengths);
        }
      }
    }
    all &= put(f.asType()).allMatch(row -> Env.isNull(row) || lengths(row, 0, lengths));
    return all ? lengths : null;
  }

  /** Takes in the lengths of the rows that an expression makes, if it is plain to see. */
  private static boolean lengths(ExpressionTree v, int dimension, List<ExpressionTree> into) {
    if (!(Env.strip(v) instanceof NewArrayTree n) || n.getInitializers() != null) {
      return false;
    }
    if (n.getDimensions().size() > dimension) {
      into.add(n.getDimensions().get(dimension));
    }
    return true;
  }

  /** Whether the rows are those of another array of this type that is seen here. */
  private boolean copies(ExpressionTree v, String type) {
    ExpressionTree bare = Env.strip(v);
    if (bare instanceof MethodInvocationTree call) {
      boolean copyOf = env.method(call.getMethodSelect()).getSimpleName().contentEquals("copyOf");
      Tree from = copyOf ? call.getArguments().get(0) : Calls.receiverTree(call);
      boolean clone = env.method(call.getMethodSelect()).getSimpleName().contentEquals("clone");
      return (copyOf || clone) && from != call && copies((ExpressionTree) from, type);
    }
    return env.element(bare) instanceof VariableElement x
        && wholes.containsKey(x)
        && x.asType().toString().equals(type);
  }

  /** Whether whoever gives the field a value stands here. */
  private boolean seen(VariableElement f) {
    if (!(f.asType() instanceof ArrayType a)
        || !(a.getComponentType() instanceof ArrayType)
        || !f.getModifiers().contains(Modifier.PRIVATE)) {
      return false;
    }
    if (wholes == null) {
      wholes = new LinkedHashMap<>();
      scan(top, null);
    }
    return true;
  }

  private Stream<ExpressionTree> given(VariableElement f) {
    return wholes.getOrDefault(f, List.of()).stream();
  }

  private Stream<ExpressionTree> put(TypeMirror arrays) {
    return rows.getOrDefault(arrays.toString(), List.of()).stream();
  }

  private static TypeMirror rowType(VariableElement f) {
    return ((ArrayType) f.asType()).getComponentType();
  }

  @Override
  public Void visitVariable(VariableTree t, Void p) {
    if (t.getInitializer() != null && env.element(t) instanceof VariableElement v) {
      set(v, t.getInitializer());
    }
    return super.visitVariable(t, p);
  }

  @Override
  public Void visitAssignment(AssignmentTree t, Void p) {
    ExpressionTree target = Env.strip(t.getVariable());
    if (target instanceof ArrayAccessTree row) {
      TypeMirror array = env.type(row.getExpression());
      if (array instanceof ArrayType a && a.getComponentType() instanceof ArrayType) {
        rows.computeIfAbsent(array.toString(), x -> new ArrayList<>()).add(t.getExpression());
      }
    } else if (env.element(target) instanceof VariableElement v) {
      set(v, t.getExpression());
    }
    return super.visitAssignment(t, p);
  }

  private void set(VariableElement v, ExpressionTree value) {
    if (v.asType() instanceof ArrayType a && a.getComponentType() instanceof ArrayType) {
      wholes.computeIfAbsent(v, x -> new ArrayList<>()).add(value);
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

package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
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

  /** What is put into the arrays that a variable holds. */
  private final Map<VariableElement, List<ExpressionTree>> rows = new LinkedHashMap<>();

  /** What is put into arrays that no variable names, by their type. */
  private final Map<String, List<ExpressionTree>> strangers = new HashMap<>();

  /** Variables that may hold the same array, or one with the same rows. */
  private final Map<VariableElement, Set<VariableElement>> shared = new HashMap<>();

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
    if (array == null || !seen(array.field())) {
      return false;
    }
    VariableElement f = array.field();
    TypeMirror row = ((ArrayType) f.asType()).getComponentType();
    return given(f).allMatch(v -> made(f.asType(), v)) && put(f).allMatch(v -> made(row, v));
  }

  /**
   * How many elements each row has, as the expressions say of which one makes it; none where some
   * row may come from elsewhere.
   */
  List<ExpressionTree> lengths(VariableElement f) {
    if (!seen(f) || elsewhere(f)) {
      return List.of();
    }
    List<ExpressionTree> lengths = new ArrayList<>();
    boolean all =
        alike(f).stream()
            .flatMap(this::given)
            .allMatch(v -> Env.isNull(v) || source(v) != null || lengths(v, 1, lengths));
    all &= put(f).allMatch(row -> Env.isNull(row) || lengths(row, 0, lengths));
    return all ? lengths : List.of();
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

  /** The variable whose array an expression gives, or a copy of it with the same rows; or null. */
  private VariableElement source(ExpressionTree t) {
    ExpressionTree bare = Env.strip(t);
    if (bare instanceof MethodInvocationTree call) {
      if (!(call.getMethodSelect() instanceof MemberSelectTree s)) {
        return null;
      }
      boolean copies = s.getIdentifier().contentEquals("copyOf") && !call.getArguments().isEmpty();
      return copies
          ? source(call.getArguments().get(0))
          : s.getIdentifier().contentEquals("clone") ? source(s.getExpression()) : null;
    }
    return env.element(bare) instanceof VariableElement v && ofRows(v.asType()) ? v : null;
  }

  /** The field and all variables with the same rows. */
  private Set<VariableElement> alike(VariableElement f) {
    Set<VariableElement> all = new LinkedHashSet<>(Set.of(f));
    Deque<VariableElement> todo = new ArrayDeque<>(all);
    while (!todo.isEmpty()) {
      for (VariableElement v : shared.getOrDefault(todo.pop(), Set.of())) {
        if (all.add(v)) {
          todo.push(v);
        }
      }
    }
    return all;
  }

  /** Whether whoever gives the field a value stands here. */
  private boolean seen(VariableElement f) {
    if (!ofRows(f.asType()) || !hidden(f)) {
      return false;
    }
    if (wholes == null) {
      wholes = new HashMap<>();
      scan(top, null);
    }
    return true;
  }

  private static boolean hidden(VariableElement f) {
    return f.getModifiers().contains(Modifier.PRIVATE);
  }

  private static boolean ofRows(TypeMirror t) {
    return t instanceof ArrayType a && a.getComponentType() instanceof ArrayType;
  }

  private Stream<ExpressionTree> given(VariableElement v) {
    return wholes.getOrDefault(v, List.of()).stream();
  }

  /** Whether the variable may hold an array that was made out of sight. */
  private boolean elsewhere(VariableElement v) {
    return alike(v).stream()
        .anyMatch(
            x ->
                !hidden(x) && (x.getKind() != ElementKind.LOCAL_VARIABLE || !wholes.containsKey(x))
                    || given(x).anyMatch(value -> !plain(value)));
  }

  private boolean plain(ExpressionTree value) {
    return Env.isNull(value) || source(value) != null || Env.strip(value) instanceof NewArrayTree;
  }

  /** What is put into the rows of the field, or into those of what may be the same array. */
  private Stream<ExpressionTree> put(VariableElement f) {
    Set<VariableElement> same = alike(f);
    String type = f.asType().toString();
    return Stream.concat(
        rows.entrySet().stream()
            .filter(
                e ->
                    same.contains(e.getKey())
                        || e.getKey().asType().toString().equals(type) && elsewhere(e.getKey()))
            .flatMap(e -> e.getValue().stream()),
        strangers.getOrDefault(type, List.of()).stream());
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
      if (ofRows(array)) {
        VariableElement v = source(row.getExpression());
        (v != null
                ? rows.computeIfAbsent(v, x -> new ArrayList<>())
                : strangers.computeIfAbsent(array.toString(), x -> new ArrayList<>()))
            .add(t.getExpression());
      }
    } else if (env.element(target) instanceof VariableElement v) {
      set(v, t.getExpression());
    }
    return super.visitAssignment(t, p);
  }

  private void set(VariableElement v, ExpressionTree value) {
    if (!ofRows(v.asType())) {
      return;
    }
    wholes.computeIfAbsent(v, x -> new ArrayList<>()).add(value);
    VariableElement from = source(value);
    if (from != null) {
      shared.computeIfAbsent(v, x -> new LinkedHashSet<>()).add(from);
      shared.computeIfAbsent(from, x -> new LinkedHashSet<>()).add(v);
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

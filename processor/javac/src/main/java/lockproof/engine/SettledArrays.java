package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;

/**
 * Array fields whose elements somebody may set once their object was made: all that are used for
 * more than to read an element, to walk along them and to ask for their length.
 */
final class SettledArrays extends TreeScanner<Void, Void> {
  private final Env env;
  private final Program program;
  private final ClassTree top;
  private boolean constructing = true;

  /** Null until somebody asks. */
  private Set<VariableElement> changed;

  SettledArrays(Env env, Program program, ClassTree top) {
    this.env = env;
    this.program = program;
    this.top = top;
  }

  /** Whether the elements of the array that a field refers to are set by its own class alone. */
  boolean settled(VariableElement f) {
    if (!(f.asType() instanceof ArrayType a)
        || a.getComponentType().getKind() == TypeKind.ARRAY
        || !f.getModifiers().contains(Modifier.PRIVATE)
        || !program.settled(f)) {
      return false;
    }
    if (changed == null) {
      changed = new HashSet<>();
      scan(top, null);
    }
    return !changed.contains(f);
  }

  private VariableElement field(Tree t) {
    Tree bare = t instanceof ExpressionTree e ? Env.strip(e) : t;
    return (bare instanceof IdentifierTree || bare instanceof MemberSelectTree)
            && env.element(bare) instanceof VariableElement f
            && Env.isField(f)
            && f.asType() instanceof ArrayType
        ? f
        : null;
  }

  @Override
  public Void visitMethod(MethodTree t, Void p) {
    boolean outer = constructing;
    constructing = t.getReturnType() == null;
    super.visitMethod(t, p);
    constructing = outer;
    return null;
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree t, Void p) {
    boolean outer = constructing;
    constructing = false;
    super.visitLambdaExpression(t, p);
    constructing = outer;
    return null;
  }

  @Override
  public Void visitArrayAccess(ArrayAccessTree t, Void p) {
    if (field(t.getExpression()) == null) {
      return super.visitArrayAccess(t, p);
    }
    return scan(t.getIndex(), p);
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree t, Void p) {
    if (field(t.getExpression()) == null) {
      return super.visitEnhancedForLoop(t, p);
    }
    return scan(t.getStatement(), p);
  }

  @Override
  public Void visitAssignment(AssignmentTree t, Void p) {
    set(t.getVariable());
    if (constructing && field(t.getVariable()) != null && !given(t.getExpression())) {
      return scan(t.getExpression(), p);
    }
    return super.visitAssignment(t, p);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree t, Void p) {
    set(t.getVariable());
    return super.visitCompoundAssignment(t, p);
  }

  @Override
  public Void visitUnary(UnaryTree t, Void p) {
    switch (t.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
          set(t.getExpression());
      default -> {}
    }
    return super.visitUnary(t, p);
  }

  /** Whether the array is the caller's, who may go on to change it. */
  private boolean given(ExpressionTree t) {
    Element e = env.element(Env.strip(t));
    return e != null && e.getKind() == ElementKind.PARAMETER;
  }

  /** An element is set, and not by the one who makes the object. */
  private void set(ExpressionTree place) {
    if (Env.strip(place) instanceof ArrayAccessTree a && !constructing) {
      VariableElement f = field(a.getExpression());
      if (f != null) {
        changed.add(f);
      }
    }
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
    scan(t.getMethodSelect(), p);
    boolean fills =
        constructing
            && env.element(t.getMethodSelect()) instanceof ExecutableElement e
            && env.contract(e).parameterWith("Mutates") == 0;
    List<? extends ExpressionTree> args = t.getArguments();
    return scan(fills && field(args.get(0)) != null ? args.subList(1, args.size()) : args, p);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree t, Void p) {
    if (t.getIdentifier().contentEquals("length") && field(t.getExpression()) != null) {
      return null;
    }
    used(t);
    return super.visitMemberSelect(t, p);
  }

  @Override
  public Void visitIdentifier(IdentifierTree t, Void p) {
    used(t);
    return null;
  }

  private void used(ExpressionTree t) {
    VariableElement f = field(t);
    if (f != null) {
      changed.add(f);
    }
  }
}

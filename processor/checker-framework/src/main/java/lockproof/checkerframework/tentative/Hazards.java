package lockproof.checkerframework.tentative;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.checkerframework.javacutil.TreeUtils;

/** Torn values where they can throw or hang. */
final class Hazards {
  private static final List<String> THROWN =
      List.of(
          "ArrayIndexOutOfBoundsException",
          "NullPointerException",
          "ArithmeticException",
          "ClassCastException",
          "NegativeArraySizeException",
          "RuntimeException",
          "Throwable");

  private final TentativeAnnotatedTypeFactory factory;

  Hazards(TentativeAnnotatedTypeFactory factory) {
    this.factory = factory;
  }

  /**
   * Something may throw because it was given torn data; the result is the state in which a handler
   * here finds itself, or null if there is nothing to it.
   */
  TentativeStore raise(TentativeStore store, Tree at, Set<Dep> torn, String exception) {
    if (torn.isEmpty() || at == null) {
      return null;
    }
    TypeMirror type = type(exception == null ? "java.lang.RuntimeException" : exception);
    if (!caught(at, type)) {
      report(at, torn);
    }
    TentativeStore thrown = store.copy();
    thrown.decide(torn);
    return thrown;
  }

  private void report(Tree at, Set<Dep> torn) {
    TreePath path = factory.getPath(at);
    Tree in = at;
    for (TreePath p = path; p != null; p = p.getParentPath()) {
      if (p.getLeaf() instanceof MethodTree || p.getLeaf() instanceof LambdaExpressionTree) {
        in = p.getLeaf();
        break;
      }
    }
    factory.findings().hazard(in, torn, at, factory.position(at));
  }

  Map<TypeMirror, TentativeStore> stores(TentativeStore thrown) {
    return factory.environment().thrown(thrown, THROWN);
  }

  private TypeMirror type(String name) {
    return factory.environment().elements().getTypeElement(name).asType();
  }

  /** Whether a handler around the place takes the exception. */
  boolean caught(Tree at, TypeMirror exception) {
    TreePath path = factory.getPath(at);
    Tree child = at;
    for (TreePath p = path; p != null; child = p.getLeaf(), p = p.getParentPath()) {
      if (p.getLeaf() instanceof MethodTree || p.getLeaf() instanceof LambdaExpressionTree) {
        return false;
      }
      if (p.getLeaf() instanceof TryTree t && (t.getBlock() == child || resource(t, child))) {
        for (CatchTree c : t.getCatches()) {
          if (takes(c.getParameter().getType(), exception)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean resource(TryTree t, Tree child) {
    return t.getResources().contains(child);
  }

  private boolean takes(Tree type, TypeMirror exception) {
    if (type instanceof UnionTypeTree u) {
      return u.getTypeAlternatives().stream().anyMatch(a -> takes(a, exception));
    }
    TypeMirror t = TreeUtils.typeOf(type);
    return t != null && factory.types().isSubtype(exception, t);
  }

  /** The variable bounds a loop that leads it along references, and nothing in there validates. */
  void walked(Tree use, VariableElement v, Set<Dep> torn) {
    Tree child = use;
    for (TreePath p = factory.getPath(use); p != null; child = p.getLeaf(), p = p.getParentPath()) {
      ExpressionTree condition =
          p.getLeaf() instanceof ForLoopTree f
              ? f.getCondition()
              : p.getLeaf() instanceof WhileLoopTree w ? w.getCondition() : null;
      if (condition != null && condition == child) {
        if (assigns(p.getLeaf(), v)
            && !validates(p.getLeaf())
            && !counted(condition, p.getLeaf())) {
          report(condition, torn);
        }
        return;
      }
      if (!(p.getLeaf() instanceof ExpressionTree)) {
        return;
      }
    }
  }

  /** Whether a counter ends the loop as well. */
  private static boolean counted(ExpressionTree condition, Tree loop) {
    ExpressionTree t = TreeUtils.withoutParens(condition);
    return switch (t.getKind()) {
      case CONDITIONAL_AND ->
          counted(((BinaryTree) t).getLeftOperand(), loop)
              || counted(((BinaryTree) t).getRightOperand(), loop);
      case LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL ->
          steps(loop, ((BinaryTree) t).getLeftOperand())
              || steps(loop, ((BinaryTree) t).getRightOperand());
      default -> false;
    };
  }

  /** Whether the loop leads the local on by one, or makes it one less. */
  private static boolean steps(Tree loop, ExpressionTree counter) {
    Element local = TreeUtils.elementFromTree(counter);
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitUnary(UnaryTree t, Void p) {
        boolean steps =
            switch (t.getKind()) {
              case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
              default -> false;
            };
        found[0] |= steps && local.equals(TreeUtils.elementFromTree(t.getExpression()));
        return super.visitUnary(t, p);
      }
    }.scan(local == null || local.getKind() == ElementKind.FIELD ? null : loop, null);
    return found[0];
  }

  /** Whether the variable is led on along fields that change. */
  private boolean assigns(Tree loop, VariableElement v) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(com.sun.source.tree.AssignmentTree t, Void p) {
        found[0] |=
            t.getVariable() instanceof IdentifierTree i
                && v.equals(TreeUtils.elementFromUse(i))
                && t.getExpression() instanceof MemberSelectTree s
                && TreeUtils.elementFromUse(s) instanceof VariableElement f
                && !factory.reads().facts().constant(f);
        return super.visitAssignment(t, p);
      }
    }.scan(loop, null);
    return found[0];
  }

  private boolean validates(Tree loop) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        lockproof.contract.Contract c =
            factory.environment().contract(t, TreeUtils.elementFromUse(t));
        found[0] |= c.has("Validates") || c.has("Converts");
        return super.visitMethodInvocation(t, p);
      }
    }.scan(loop, null);
    return found[0];
  }
}

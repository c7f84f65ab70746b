package lockproof.engine;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** What a tree does with local variables, wherever in it. */
final class Locals {
  private final Env env;

  Locals(Env env) {
    this.env = env;
  }

  /** Those it mentions. */
  Set<VariableElement> mentioned(Tree tree) {
    Set<VariableElement> all = new LinkedHashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree i, Void x) {
        if (env.element(i) instanceof VariableElement v && Env.isLocal(v)) {
          all.add(v);
        }
        return null;
      }
    }.scan(tree, null);
    return all;
  }

  /** Those it counts up or down. */
  Set<VariableElement> counted(Tree tree) {
    return new Changes(true, v -> v.asType().getKind() != TypeKind.BOOLEAN).in(tree);
  }

  /** Those it assigns, not counting what lambdas in it do. */
  Set<VariableElement> assigned(Tree tree) {
    return new Changes(false, v -> true).in(tree);
  }

  private final class Changes extends TreeScanner<Void, Void> {
    private final boolean onlyCounted;
    private final Predicate<VariableElement> which;
    private final Set<VariableElement> all = new LinkedHashSet<>();

    Changes(boolean onlyCounted, Predicate<VariableElement> which) {
      this.onlyCounted = onlyCounted;
      this.which = which;
    }

    Set<VariableElement> in(Tree tree) {
      scan(tree, null);
      return all;
    }

    private void add(ExpressionTree t) {
      if (env.element(Env.strip(t)) instanceof VariableElement v
          && Env.isLocal(v)
          && which.test(v)) {
        all.add(v);
      }
    }

    @Override
    public Void visitAssignment(AssignmentTree t, Void x) {
      if (!onlyCounted) {
        add(t.getVariable());
      }
      return super.visitAssignment(t, x);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree t, Void x) {
      add(t.getVariable());
      return super.visitCompoundAssignment(t, x);
    }

    @Override
    public Void visitUnary(UnaryTree t, Void x) {
      switch (t.getKind()) {
        case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
            add(t.getExpression());
        default -> {}
      }
      return super.visitUnary(t, x);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree t, Void x) {
      return onlyCounted ? super.visitLambdaExpression(t, x) : null;
    }
  }
}

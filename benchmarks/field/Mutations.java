import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** What all operators ask about a tree, and how they edit. */
abstract class Mutations extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final Path file;
  private final List<Mutant> into;
  final String text;

  Mutations(Trees trees, CompilationUnitTree unit, String text, Path file, List<Mutant> into) {
    this.trees = trees;
    this.unit = unit;
    this.positions = trees.getSourcePositions();
    this.text = text;
    this.file = file;
    this.into = into;
  }

  final void replace(String operator, int from, int to, String instead, String... expected) {
    TreePath path = method();
    if (path == null || from < 0 || to < from) {
      return;
    }
    into.add(
        new Mutant(
            operator,
            file,
            from,
            to,
            instead,
            line(start(path.getLeaf())),
            line(end(path.getLeaf())),
            Set.of(expected)));
  }

  final void replace(String operator, Tree tree, String instead, String... expected) {
    replace(operator, start(tree), end(tree), instead, expected);
  }

  final int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  final int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree);
  }

  private int line(int position) {
    return (int) unit.getLineMap().getLineNumber(position);
  }

  final String text(Tree tree) {
    return start(tree) < 0 || end(tree) < 0 ? "" : text.substring(start(tree), end(tree));
  }

  /** The method around the current tree; null in a lambda or an initializer. */
  final TreePath method() {
    for (TreePath p = getCurrentPath(); p != null; p = p.getParentPath()) {
      if (p.getLeaf() instanceof LambdaExpressionTree) {
        return null;
      }
      if (p.getLeaf() instanceof MethodTree) {
        return p;
      }
    }
    return null;
  }

  final Element element(Tree tree) {
    return trees.getElement(new TreePath(new TreePath(unit), tree));
  }

  /** Whether the call is of this method of a class whose name begins so. */
  final boolean calls(Tree tree, String owner, String... names) {
    return tree instanceof MethodInvocationTree call
        && element(call.getMethodSelect()) instanceof ExecutableElement method
        && method.getEnclosingElement() instanceof TypeElement type
        && type.getQualifiedName().toString().startsWith(owner)
        && List.of(names).contains(method.getSimpleName().toString());
  }

  static ExpressionTree receiver(Tree call) {
    return call instanceof MethodInvocationTree c
            && c.getMethodSelect() instanceof MemberSelectTree select
        ? select.getExpression()
        : null;
  }

  static ExpressionTree call(StatementTree statement) {
    return statement instanceof ExpressionStatementTree e ? e.getExpression() : null;
  }

  /** How often the method around calls one of these on a receiver of this text. */
  final int count(String on, String... names) {
    int[] n = {0};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        if (t.getMethodSelect() instanceof MemberSelectTree s
            && List.of(names).contains(s.getIdentifier().toString())
            && s.getExpression().toString().equals(on)) {
          n[0]++;
        }
        return super.visitMethodInvocation(t, p);
      }
    }.scan(method().getLeaf(), null);
    return n[0];
  }

  final boolean inLoop() {
    for (TreePath p = getCurrentPath().getParentPath(); p != null; p = p.getParentPath()) {
      Tree t = p.getLeaf();
      if (t instanceof WhileLoopTree
          || t instanceof ForLoopTree
          || t instanceof DoWhileLoopTree
          || t instanceof EnhancedForLoopTree) {
        return true;
      }
      if (t instanceof MethodTree) {
        return false;
      }
    }
    return false;
  }

  /** The fields that are assigned in a tree. */
  final List<Element> written(Tree tree) {
    List<Element> all = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      private void target(Tree t) {
        boolean own =
            t instanceof IdentifierTree
                || t instanceof MemberSelectTree s && s.getExpression().toString().equals("this");
        if (own && element(t) != null && element(t).getKind().isField()) {
          all.add(element(t));
        }
      }

      @Override
      public Void visitAssignment(AssignmentTree t, Void p) {
        target(t.getVariable());
        return super.visitAssignment(t, p);
      }

      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree t, Void p) {
        target(t.getVariable());
        return super.visitCompoundAssignment(t, p);
      }

      @Override
      public Void visitUnary(UnaryTree t, Void p) {
        if (t.getKind().toString().contains("CREMENT")) {
          target(t.getExpression());
        }
        return super.visitUnary(t, p);
      }
    }.scan(tree, null);
    return all;
  }

  /** Whether the code calls anything, and so may end by an exception. */
  static boolean calls(Tree tree) {
    return Boolean.TRUE.equals(
        new TreeScanner<Boolean, Void>() {
          @Override
          public Boolean visitMethodInvocation(MethodInvocationTree t, Void p) {
            return !t.toString().matches("[\\w.]+\\.signal(All)?\\(\\)"); // the lock is held
          }

          @Override
          public Boolean reduce(Boolean a, Boolean b) {
            return Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
          }
        }.scan(tree, null));
  }
}

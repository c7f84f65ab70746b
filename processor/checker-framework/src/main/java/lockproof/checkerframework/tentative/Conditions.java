package lockproof.checkerframework.tentative;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;

/** Tells which expressions decide which way is taken. */
final class Conditions {
  private final TentativeAnnotatedTypeFactory factory;

  Conditions(TentativeAnnotatedTypeFactory factory) {
    this.factory = factory;
  }

  /** Whether it is the whole condition of a loop, whose end the framework takes for reachable. */
  boolean endless(Tree literal) {
    TreePath path = literal == null ? null : factory.getPath(literal);
    while (path != null && path.getParentPath().getLeaf() instanceof ParenthesizedTree) {
      path = path.getParentPath();
    }
    return path != null && path.getParentPath().getLeaf() instanceof DoWhileLoopTree;
  }

  /** Whether the outcome decides which way is taken. */
  boolean decides(Tree t) {
    TreePath path = t == null ? null : factory.getPath(t);
    Tree child = t;
    for (TreePath p = path == null ? null : path.getParentPath();
        p != null;
        child = p.getLeaf(), p = p.getParentPath()) {
      switch (p.getLeaf().getKind()) {
        case PARENTHESIZED,
            LOGICAL_COMPLEMENT,
            CONDITIONAL_AND,
            CONDITIONAL_OR,
            EQUAL_TO,
            NOT_EQUAL_TO -> {}
        case IF -> {
          return ((IfTree) p.getLeaf()).getCondition() == child;
        }
        case WHILE_LOOP -> {
          return ((WhileLoopTree) p.getLeaf()).getCondition() == child;
        }
        case DO_WHILE_LOOP -> {
          return ((DoWhileLoopTree) p.getLeaf()).getCondition() == child;
        }
        case FOR_LOOP -> {
          return ((ForLoopTree) p.getLeaf()).getCondition() == child;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }
}

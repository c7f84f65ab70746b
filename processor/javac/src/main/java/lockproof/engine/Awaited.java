package lockproof.engine;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.VariableElement;

/**
 * Whether a stamp may still be asked about after a place: a section whose stamp nobody will look at
 * again has been given up, and what happens then happens in no section.
 */
final class Awaited {
  private final Machine m;

  Awaited(Machine m) {
    this.m = m;
  }

  /** What a piece of code does with a variable first. */
  private enum First {
    READ,
    WRITTEN,
    LEFT,
    NOTHING
  }

  /** Whether some variable that holds the stamp may be read after the place. */
  boolean is(World w, Sym stamp, Tree at) {
    boolean named = false;
    for (Map.Entry<VariableElement, Value> e : w.locals.entrySet()) {
      if (stamp.equals(e.getValue().sym())) {
        named = true;
        if (later(e.getKey(), at)) {
          return true;
        }
      }
    }
    return !named || w.heap.values().stream().anyMatch(v -> stamp.equals(v.sym()));
  }

  private boolean later(VariableElement v, Tree at) {
    Tree point = at;
    for (Frame f = m.frame; f != null; f = f.caller()) {
      if (later(v, f.body(), point)) {
        return true;
      }
      point = f.call();
    }
    return false;
  }

  private boolean later(VariableElement v, Tree body, Tree point) {
    List<Tree> path = pathTo(point, body);
    if (path.isEmpty() || captured(v, body)) {
      return !path.isEmpty();
    }
    boolean left = false;
    for (int i = 1; i < path.size(); i++) {
      Tree t = path.get(i);
      First next = left && !(t instanceof TryTree) ? First.NOTHING : after(v, t, path.get(i - 1));
      left |= next == First.LEFT || t instanceof ReturnTree || t instanceof ThrowTree;
      if (next == First.READ || next == First.WRITTEN) {
        return next == First.READ;
      }
    }
    return false;
  }

  /** The place and what encloses it, innermost first; empty if it does not lie in the body. */
  private static List<Tree> pathTo(Tree point, Tree body) {
    Deque<Tree> open = new ArrayDeque<>();
    List<Tree> path = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree t, Void p) {
        if (t == null || !path.isEmpty()) {
          return null;
        }
        open.push(t);
        if (t == point) {
          path.addAll(open);
        } else {
          super.scan(t, p);
        }
        open.pop();
        return null;
      }
    }.scan(body, null);
    return path;
  }

  /** Whether a lambda or a nested class mentions the variable, which may run at any time. */
  private boolean captured(VariableElement v, Tree body) {
    boolean[] found = {false};
    new TreeScanner<Integer, Integer>() {
      @Override
      public Integer visitLambdaExpression(LambdaExpressionTree t, Integer depth) {
        return super.visitLambdaExpression(t, t == body ? depth : depth + 1);
      }

      @Override
      public Integer visitClass(ClassTree t, Integer depth) {
        return super.visitClass(t, depth + 1);
      }

      @Override
      public Integer visitIdentifier(IdentifierTree t, Integer depth) {
        found[0] |= depth > 0 && v.equals(m.env.element(t));
        return null;
      }
    }.scan(body, 0);
    return found[0];
  }

  /** What comes first once the part of the tree is done. */
  private First after(VariableElement v, Tree t, Tree part) {
    if (t instanceof BlockTree b) {
      return rest(v, b.getStatements(), part);
    }
    if (t instanceof CaseTree c && c.getStatements() != null) {
      return rest(v, c.getStatements(), part);
    }
    if (t instanceof ForLoopTree l) {
      List<Tree> again =
          new ArrayList<>(l.getInitializer().contains(part) ? List.of() : l.getUpdate());
      again.add(l.getCondition());
      again.add(l.getStatement());
      return round(v, again, part == l.getCondition() ? l.getStatement() : null);
    }
    if (t instanceof WhileLoopTree l) {
      return round(
          v,
          List.of(l.getCondition(), l.getStatement()),
          part == l.getCondition() ? l.getStatement() : null);
    }
    if (t instanceof DoWhileLoopTree l) {
      return part == l.getStatement() ? first(v, l.getCondition()) : first(v, l.getStatement());
    }
    if (t instanceof EnhancedForLoopTree l) {
      return round(v, List.of(l.getStatement()), null);
    }
    if (t instanceof TryTree y) {
      First then =
          y.getFinallyBlock() == null || y.getFinallyBlock() == part
              ? First.NOTHING
              : first(v, y.getFinallyBlock());
      boolean caught =
          part == y.getBlock() && y.getCatches().stream().anyMatch(c -> first(v, c) == First.READ);
      return caught ? First.READ : then;
    }
    return reads(v, t, part) ? First.READ : First.NOTHING;
  }

  /** Once more around a loop; a loop may also end, so that nothing is certain to be written. */
  private First round(VariableElement v, List<Tree> again, Tree sooner) {
    if (sooner != null && first(v, sooner) == First.READ) {
      return First.READ;
    }
    for (Tree t : again) {
      First f = t == null ? First.NOTHING : first(v, t);
      if (f != First.NOTHING) {
        return f == First.READ ? f : First.NOTHING;
      }
    }
    return First.NOTHING;
  }

  private First rest(VariableElement v, List<? extends StatementTree> all, Tree part) {
    int i = all.indexOf(part);
    for (StatementTree s : all.subList(i + 1, all.size())) {
      First f = first(v, s);
      if (f != First.NOTHING) {
        return f;
      }
    }
    return First.NOTHING;
  }

  /** What the code does first, where that is certain. */
  private First first(VariableElement v, Tree t) {
    if (t instanceof BlockTree b) {
      return rest(v, b.getStatements(), null);
    }
    if (t instanceof TryTree y && y.getResources().isEmpty()) {
      First f = first(v, y.getBlock());
      return f == First.NOTHING && y.getFinallyBlock() != null ? first(v, y.getFinallyBlock()) : f;
    }
    if (t instanceof ExpressionStatementTree e
        && Env.strip(e.getExpression()) instanceof AssignmentTree a
        && v.equals(m.env.element(Env.strip(a.getVariable())))) {
      return uses(v, a.getExpression()) ? First.READ : First.WRITTEN;
    }
    if (t instanceof ReturnTree || t instanceof ThrowTree) {
      return uses(v, t) ? First.READ : First.LEFT;
    }
    return uses(v, t) ? First.READ : First.NOTHING;
  }

  /** Whether the code reads the variable before it may have been written there. */
  private boolean uses(VariableElement v, Tree t) {
    boolean[] seen = {false, false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree a, Void p) {
        if (!v.equals(m.env.element(Env.strip(a.getVariable())))) {
          return super.visitAssignment(a, p);
        }
        scan(a.getExpression(), p);
        seen[1] = true;
        return null;
      }

      @Override
      public Void visitIdentifier(IdentifierTree i, Void p) {
        seen[0] |= !seen[1] && v.equals(m.env.element(i));
        return null;
      }
    }.scan(t, null);
    return seen[0];
  }

  /** Whether the variable is read in what follows the part in the tree. */
  private boolean reads(VariableElement v, Tree t, Tree part) {
    boolean[] seen = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree a, Void p) {
        return v.equals(m.env.element(Env.strip(a.getVariable())))
            ? scan(a.getExpression(), p)
            : super.visitAssignment(a, p);
      }

      @Override
      public Void visitIdentifier(IdentifierTree i, Void p) {
        seen[0] |= v.equals(m.env.element(i)) && m.env.follows(i, part);
        return null;
      }
    }.scan(t, null);
    return seen[0];
  }
}

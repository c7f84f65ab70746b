package lockproof.engine;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.VariableElement;

/** Loops over numbers that torn data may keep from ending. */
final class Endless {
  private final Machine m;

  Endless(Machine m) {
    this.m = m;
  }

  /** What may keep the loop going for ever; empty if nothing does. */
  Set<Dep> of(
      Tree loop,
      ExpressionTree condition,
      World w,
      Set<VariableElement> asked,
      Set<VariableElement> assigned) {
    if (w.sections.isEmpty()) {
      return Set.of();
    }
    Set<VariableElement> moved = new HashSet<>(asked);
    moved.retainAll(assigned);
    if (moved.isEmpty()) {
      return leaves(loop) || Env.calls(condition) ? Set.of() : tentative(condition, w);
    }
    Set<Dep> deps = missed(condition, loop, w, moved);
    return deps.isEmpty() ? steps(loop, w, moved) : deps;
  }

  /** Whether a counter ends the loop, whatever else it asks. */
  boolean limited(Tree loop, ExpressionTree condition, Set<VariableElement> counters) {
    boolean[] found = {limits(condition, Tree.Kind.CONDITIONAL_AND, counters)};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIf(IfTree t, Void x) {
        found[0] |=
            leaves(t.getThenStatement())
                && limits(t.getCondition(), Tree.Kind.CONDITIONAL_OR, counters);
        return super.visitIf(t, x);
      }
    }.scan(loop, null);
    return found[0];
  }

  /** Whether one of the conditions that are joined so compares a counter with its limit. */
  private boolean limits(ExpressionTree t, Tree.Kind joined, Set<VariableElement> counters) {
    if (!(Env.strip(t) instanceof BinaryTree b)) {
      return false;
    }
    if (b.getKind() == joined) {
      return limits(b.getLeftOperand(), joined, counters)
          || limits(b.getRightOperand(), joined, counters);
    }
    return switch (b.getKind()) {
      case LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL ->
          counts(b.getLeftOperand(), counters) || counts(b.getRightOperand(), counters);
      default -> false;
    };
  }

  private boolean counts(ExpressionTree t, Set<VariableElement> counters) {
    ExpressionTree e = Env.strip(t);
    return m.env.element(e instanceof UnaryTree u ? Env.strip(u.getExpression()) : e)
            instanceof VariableElement v
        && counters.contains(v)
        && Env.primitive(v.asType());
  }

  private Set<Dep> tentative(ExpressionTree t, World w) {
    Set<Dep> deps = Set.of();
    m.quiet++;
    try {
      for (Out o : m.eval(t, w.copy())) {
        deps = Value.union(deps, Paths.tentative(o.value().deps()));
      }
    } finally {
      m.quiet--;
    }
    return deps;
  }

  /** Counting from one torn number until it equals another: it may be past it already. */
  private Set<Dep> missed(
      ExpressionTree condition, Tree loop, World w, Set<VariableElement> moved) {
    if (!(Env.strip(condition) instanceof BinaryTree b) || b.getKind() != Tree.Kind.NOT_EQUAL_TO) {
      return Set.of();
    }
    ExpressionTree counter = b.getLeftOperand();
    ExpressionTree end = b.getRightOperand();
    if (!moved.contains(m.env.element(Env.strip(counter)))) {
      counter = b.getRightOperand();
      end = b.getLeftOperand();
    }
    boolean counts =
        Env.primitive(m.env.type(counter))
            && m.env.element(Env.strip(counter)) instanceof VariableElement v
            && moved.contains(v)
            && (counted(loop, v) || wrapped(loop, v, w));
    Set<Dep> torn = counts ? tentative(end, w) : Set.of();
    return torn.isEmpty() || tentative(counter, w).isEmpty() ? Set.of() : torn;
  }

  /** Counting by a torn step, which may be zero. */
  private Set<Dep> steps(Tree loop, World w, Set<VariableElement> moved) {
    Set<Dep> deps = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree t, Void x) {
        boolean step =
            t.getKind() == Tree.Kind.PLUS_ASSIGNMENT || t.getKind() == Tree.Kind.MINUS_ASSIGNMENT;
        if (step && moved.contains(m.env.element(Env.strip(t.getVariable())))) {
          deps.addAll(tentative(t.getExpression(), w));
        }
        return super.visitCompoundAssignment(t, x);
      }
    }.scan(loop, null);
    return deps;
  }

  private boolean counted(Tree loop, VariableElement v) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitUnary(UnaryTree t, Void x) {
        found[0] |= v.equals(m.env.element(Env.strip(t.getExpression())));
        return super.visitUnary(t, x);
      }

      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree t, Void x) {
        found[0] |= v.equals(m.env.element(Env.strip(t.getVariable())));
        return super.visitCompoundAssignment(t, x);
      }
    }.scan(loop, null);
    return found[0];
  }

  /** Whether the counter is wrapped round at a place that may be torn. */
  private boolean wrapped(Tree loop, VariableElement v, World w) {
    return assigned(
        loop,
        v,
        value ->
            Env.strip(value) instanceof BinaryTree b
                && (wraps(b.getLeftOperand(), b.getRightOperand(), v, w)
                    || wraps(b.getRightOperand(), b.getLeftOperand(), v, w)));
  }

  private boolean wraps(ExpressionTree counter, ExpressionTree by, VariableElement v, World w) {
    return m.locals.mentioned(counter).contains(v)
        && !m.locals.mentioned(by).contains(v)
        && !tentative(by, w).isEmpty();
  }

  /** Whether the variable goes on to what some field refers to that may be changed. */
  boolean follows(Tree loop, VariableElement v) {
    return assigned(loop, v, this::changes);
  }

  private boolean assigned(Tree loop, VariableElement v, Predicate<ExpressionTree> such) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree t, Void x) {
        found[0] |=
            v.equals(m.env.element(Env.strip(t.getVariable()))) && such.test(t.getExpression());
        return super.visitAssignment(t, x);
      }
    }.scan(loop, null);
    return found[0];
  }

  private boolean changes(ExpressionTree next) {
    ExpressionTree bare = Env.strip(next);
    return bare instanceof ConditionalExpressionTree c
        ? changes(c.getTrueExpression()) || changes(c.getFalseExpression())
        : m.env.element(bare) instanceof VariableElement f && Env.isField(f) && !Env.isFinal(f);
  }

  private static boolean leaves(Tree loop) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBreak(BreakTree t, Void x) {
        found[0] = true;
        return null;
      }

      @Override
      public Void visitReturn(ReturnTree t, Void x) {
        found[0] = true;
        return null;
      }

      @Override
      public Void visitThrow(ThrowTree t, Void x) {
        found[0] = true;
        return null;
      }
    }.scan(loop, null);
    return found[0];
  }
}

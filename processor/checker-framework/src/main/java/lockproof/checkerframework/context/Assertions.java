package lockproof.checkerframework.context;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Outcome;
import org.checkerframework.javacutil.TreeUtils;

/** What calls assert: by their marks, or by what the bodies in sight do before they come back. */
final class Assertions {
  private static final int DEPTH = 4;

  private final Environment env;
  private final Bodies bodies;

  Assertions(Environment env, Bodies bodies) {
    this.env = env;
    this.bodies = bodies;
  }

  /** The contexts that are proven where the call has come back, and by its being true or false. */
  Held of(ExecutableElement method, Contract contract) {
    return of(method, contract, 0);
  }

  private Held of(ExecutableElement method, Contract contract, int depth) {
    if (contract.has("AssertsContext")) {
      Mark m = contract.mark("AssertsContext").get();
      Set<String> proof = Contexts.asserted(Set.of(), m);
      Outcome on = m.constant("on", Outcome.ALWAYS);
      return Held.proof(
          on == Outcome.FALSE ? Set.of() : proof, on == Outcome.TRUE ? Set.of() : proof);
    }
    MethodTree body = bodies.of(method);
    if (body == null || depth >= DEPTH || Environment.overridable(method)) {
      return Held.NOTHING;
    }
    List<? extends StatementTree> all = body.getBody().getStatements();
    Held known = after(all, depth);
    boolean answers = all.stream().filter(Assertions::leaves).count() == 1;
    return answers && all.get(all.size() - 1) instanceof ReturnTree r
        ? known.also(said(r.getExpression(), depth))
        : known;
  }

  /** What is known where statements have been run to their end. */
  private Held after(List<? extends StatementTree> all, int depth) {
    Held known = Held.NOTHING;
    for (StatementTree s : all) {
      known = known.also(after(s, depth));
      if (leaves(s)) {
        break;
      }
    }
    return known;
  }

  private Held after(StatementTree s, int depth) {
    if (s instanceof ExpressionStatementTree e) {
      return always(said(e.getExpression(), depth));
    } else if (s instanceof AssertTree a) {
      return holds(said(a.getCondition(), depth).yes());
    } else if (s instanceof IfTree i
        && i.getElseStatement() == null
        && ends(i.getThenStatement())) {
      return holds(said(i.getCondition(), depth).no());
    } else if (s instanceof BlockTree b) {
      return after(b.getStatements(), depth);
    } else if (s instanceof TryTree t && t.getCatches().isEmpty()) {
      return after(t.getBlock().getStatements(), depth);
    }
    return Held.NOTHING;
  }

  private static Held holds(Set<String> contexts) {
    return Held.proof(contexts, contexts);
  }

  private static Held always(Held h) {
    return holds(Held.common(h.yes(), h.no()));
  }

  private static boolean ends(StatementTree s) {
    return s instanceof ThrowTree
        || s instanceof BlockTree b
            && !b.getStatements().isEmpty()
            && ends(b.getStatements().get(b.getStatements().size() - 1));
  }

  private static boolean leaves(StatementTree s) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree t, Void p) {
        found[0] |= t instanceof ReturnTree;
        return super.scan(t, p);
      }
    }.scan(s, null);
    return found[0];
  }

  /** What an expression proves by being true, and by being false. */
  private Held said(ExpressionTree expression, int depth) {
    ExpressionTree e = expression == null ? null : TreeUtils.withoutParens(expression);
    if (e instanceof MethodInvocationTree call) {
      ExecutableElement m = TreeUtils.elementFromUse(call);
      return of(m, env.contract(call, m), depth + 1);
    } else if (e instanceof UnaryTree u && u.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      return said(u.getExpression(), depth).negated();
    } else if (e instanceof BinaryTree b) {
      Held left = said(b.getLeftOperand(), depth);
      Held right = said(b.getRightOperand(), depth);
      return switch (b.getKind()) {
        case CONDITIONAL_AND, AND -> left.and(right);
        case CONDITIONAL_OR, OR -> left.or(right);
        default -> Held.NOTHING;
      };
    }
    return Held.NOTHING;
  }
}

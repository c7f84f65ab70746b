package lockproof.checkerframework.context;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import org.checkerframework.javacutil.TreeUtils;

/**
 * What private methods need without saying so: they are judged where they are called, by what they
 * call in turn without having proven it themselves.
 */
final class Requirements {
  private static final String MARK = "RequiresContext";
  private static final int DEPTH = 4;

  private final Environment env;
  private final Tokens tokens;
  private final Map<ExecutableElement, MethodTree> bodies = new HashMap<>();
  private final Set<ExecutableElement> called = new LinkedHashSet<>();

  Requirements(Environment env, Tokens tokens) {
    this.env = env;
    this.tokens = tokens;
  }

  /** Turns to another top-level class. */
  void turnTo(ClassTree top) {
    bodies.clear();
    called.clear();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree t, Void p) {
        bodies.put(TreeUtils.elementFromDeclaration(t), t);
        return super.visitMethod(t, p);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        called.add(TreeUtils.elementFromUse(t));
        return super.visitMethodInvocation(t, p);
      }
    }.scan(top, null);
  }

  /** The contexts that must be proven where the method is called. */
  List<Mark> of(ExecutableElement method, Contract contract) {
    List<Mark> all = new ArrayList<>(contract.all(MARK));
    Set<String> said = Contexts.entered(Set.of(), all);
    for (Mark mark : unsaid(method, 0)) {
      if (mark.texts("value").stream().allMatch(v -> Contexts.instead(said, v) == null)) {
        all.add(mark);
      }
    }
    return all;
  }

  /** What a private method needs that is called here. */
  private Set<Mark> unsaid(ExecutableElement method, int depth) {
    MethodTree body = bodies.get(method);
    if (body == null
        || body.getBody() == null
        || depth >= DEPTH
        || !method.getModifiers().contains(Modifier.PRIVATE)
        || !called.contains(method)) {
      return Set.of();
    }
    Set<Mark> needed = new LinkedHashSet<>();
    boolean[] proves = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitLambdaExpression(LambdaExpressionTree t, Void p) {
        return null;
      }

      @Override
      public Void visitClass(ClassTree t, Void p) {
        return null;
      }

      @Override
      public Void visitNewClass(NewClassTree t, Void p) {
        proves[0] |= tokens.scoped(TreeUtils.typeOf(t));
        return super.visitNewClass(t, p);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        ExecutableElement m = TreeUtils.elementFromUse(t);
        Contract c = env.contract(t, m);
        proves[0] |= c.has("AssertsContext") || tokens.scoped(m.getReturnType());
        needed.addAll(c.all(MARK));
        if (!m.equals(method)) {
          needed.addAll(unsaid(m, depth + 1));
        }
        return super.visitMethodInvocation(t, p);
      }
    }.scan(body.getBody(), null);
    boolean given = method.getParameters().stream().anyMatch(p -> tokens.scoped(p.asType()));
    return proves[0] || given ? Set.of() : needed;
  }

  /** The parameters that a method closes on every way that comes to its end. */
  Set<Integer> closedBy(ExecutableElement method) {
    MethodTree body = bodies.get(method);
    Set<Integer> closed = new LinkedHashSet<>();
    if (body != null && body.getBody() != null && !Environment.overridable(method)) {
      closed(body.getBody(), method.getParameters(), closed);
    }
    return closed;
  }

  private void closed(
      BlockTree block, List<? extends VariableElement> parameters, Set<Integer> closed) {
    for (StatementTree s : block.getStatements()) {
      if (s instanceof ExpressionStatementTree e
          && e.getExpression() instanceof MethodInvocationTree call
          && TreeUtils.getReceiverTree(call) instanceof IdentifierTree on
          && env.contract(call, TreeUtils.elementFromUse(call)).has("Closes")) {
        note(on, parameters, closed);
      } else if (s instanceof TryTree t) {
        t.getResources().stream()
            .filter(IdentifierTree.class::isInstance)
            .forEach(r -> note(r, parameters, closed));
        if (t.getFinallyBlock() != null) {
          closed(t.getFinallyBlock(), parameters, closed);
        }
      } else if (s instanceof BlockTree b) {
        closed(b, parameters, closed);
      }
    }
  }

  private static void note(
      Tree name, List<? extends VariableElement> parameters, Set<Integer> closed) {
    int i = parameters.indexOf(TreeUtils.elementFromTree(name));
    if (i >= 0) {
      closed.add(i);
    }
  }
}

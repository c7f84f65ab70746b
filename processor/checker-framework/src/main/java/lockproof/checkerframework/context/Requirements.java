package lockproof.checkerframework.context;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
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
  private final Bodies bodies;
  private final Assertions assertions;

  Requirements(Environment env, Tokens tokens, Bodies bodies, Assertions assertions) {
    this.env = env;
    this.tokens = tokens;
    this.bodies = bodies;
    this.assertions = assertions;
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

  /** A call in a body that needs a context which the body does not prove by itself. */
  record Need(Mark mark, ExecutableElement method, ExpressionTree at) {}

  /** What a method needs that is reached by calls in sight alone. */
  private Set<Mark> unsaid(ExecutableElement method, int depth) {
    MethodTree body = bodies.of(method);
    if (body == null
        || depth >= DEPTH
        || !bodies.hidden(method)
        || method.getParameters().stream().anyMatch(p -> tokens.scoped(p.asType()))) {
      return Set.of();
    }
    Set<Mark> needed = new LinkedHashSet<>();
    needs(body.getBody(), method, depth).forEach(n -> needed.add(n.mark()));
    return needed;
  }

  /** What the closure needs that the variable holds, where it is called by that name alone. */
  List<Need> ofClosure(Element variable) {
    ExpressionTree closure = bodies.closure(variable);
    if (closure instanceof LambdaExpressionTree lambda) {
      return needs(lambda.getBody(), null, 0);
    } else if (closure instanceof MemberReferenceTree reference) {
      ExecutableElement m = TreeUtils.elementFromUse(reference);
      return of(m, env.contracts().of(m)).stream().map(x -> new Need(x, m, reference)).toList();
    }
    return List.of();
  }

  private List<Need> needs(Tree body, ExecutableElement self, int depth) {
    List<Need> needed = new ArrayList<>();
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
        proves[0] |= tokens.scoped(m.getReturnType()) || !assertions.of(m, c).equals(Held.NOTHING);
        Set<Mark> marks = new LinkedHashSet<>(c.all(MARK));
        if (!m.equals(self)) {
          marks.addAll(unsaid(m, depth + 1));
        }
        marks.forEach(mark -> needed.add(new Need(mark, m, t)));
        return super.visitMethodInvocation(t, p);
      }
    }.scan(body, null);
    return proves[0] ? List.of() : needed;
  }

  /** What every constructor needs that fills the fields itself. */
  List<Mark> ofInitialisers(ClassTree type) {
    List<Mark> common = null;
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree m
          && TreeUtils.isConstructor(m)
          && !TreeUtils.containsThisConstructorInvocation(m)) {
        ExecutableElement constructor = TreeUtils.elementFromDeclaration(m);
        List<Mark> needed = of(constructor, env.contracts().of(constructor));
        if (common == null) {
          common = new ArrayList<>(needed);
        } else {
          common.retainAll(needed);
        }
      }
    }
    return common == null ? List.of() : common;
  }

  /** The parameters that a method closes on every way that comes to its end. */
  Set<Integer> closedBy(ExecutableElement method) {
    MethodTree body = bodies.of(method);
    Set<Integer> closed = new LinkedHashSet<>();
    if (body != null && !Environment.overridable(method)) {
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

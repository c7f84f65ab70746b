package lockproof.checkerframework.context;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import org.checkerframework.javacutil.TreeUtils;

/**
 * What private methods need without saying so: they are judged where they are called, by what they
 * call in turn without having proven it themselves.
 */
final class Requirements {
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
  Set<String> of(ExecutableElement method, Contract contract) {
    Set<String> all = new LinkedHashSet<>(Tokens.required(contract));
    all.addAll(unsaid(method, 0));
    return all;
  }

  /** What a private method needs that is called here. */
  Set<String> unsaid(ExecutableElement method, int depth) {
    MethodTree body = bodies.get(method);
    if (body == null
        || body.getBody() == null
        || depth >= DEPTH
        || !method.getModifiers().contains(Modifier.PRIVATE)
        || !called.contains(method)) {
      return Set.of();
    }
    Set<String> needed = new LinkedHashSet<>();
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
        needed.addAll(Tokens.required(c));
        if (!m.equals(method)) {
          needed.addAll(unsaid(m, depth + 1));
        }
        return super.visitMethodInvocation(t, p);
      }
    }.scan(body.getBody(), null);
    boolean given = method.getParameters().stream().anyMatch(p -> tokens.scoped(p.asType()));
    return proves[0] || given ? Set.of() : needed;
  }
}

package lockproof.checkerframework.context;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import org.checkerframework.dataflow.cfg.UnderlyingAST;
import org.checkerframework.javacutil.TreeUtils;

/** What is known where code begins: what the caller lends, and where marks say that it runs. */
final class Beginnings {
  private final ContextAnnotatedTypeFactory factory;
  private final Tokens tokens;
  private final Needs needs;
  private final ContextTransfer values;

  Beginnings(ContextAnnotatedTypeFactory factory, Needs needs, ContextTransfer values) {
    this.factory = factory;
    this.tokens = factory.tokens();
    this.needs = needs;
    this.values = values;
  }

  void enter(ContextStore store, UnderlyingAST code) {
    if (code instanceof UnderlyingAST.CFGLambda lambda) {
      LambdaExpressionTree tree = lambda.getLambdaTree();
      Environment env = factory.environment();
      TreePath path = factory.getPath(tree);
      MethodInvocationTree call = env.runsInPlace(tree, path);
      if (call != null) {
        suspend(store, call);
      } else if (path.getParentPath().getLeaf() instanceof VariableTree v
          && factory.bodies().closure(TreeUtils.elementFromDeclaration(v)) != null) {
        Element name = TreeUtils.elementFromDeclaration(v);
        factory.requirements().ofClosure(name).forEach(n -> store.enter(List.of(n.mark())));
      } else {
        store.elsewhere();
      }
      needs.enter(store, tree);
      tree.getParameters().forEach(p -> lend(store, p));
      return;
    }
    if (code instanceof UnderlyingAST.CFGStatement s) {
      initialise(store, s);
      return;
    }
    store.elsewhere();
    if (code instanceof UnderlyingAST.CFGMethod m) {
      MethodTree tree = m.getMethod();
      tree.getParameters().forEach(p -> lend(store, p));
      TreePath around = factory.getPath(m.getClassTree()).getParentPath();
      if (around.getLeaf() instanceof NewClassTree anonymous) {
        needs.enter(store, anonymous);
      }
      ExecutableElement method = TreeUtils.elementFromDeclaration(tree);
      Contract c = factory.environment().contracts().of(method);
      store.enter(factory.requirements().of(method, c));
    }
  }

  /** Fields are filled where the object is made: by a constructor, or where the class stands. */
  private void initialise(ContextStore store, UnderlyingAST.CFGStatement code) {
    if (factory.getPath(code.getClassTree()).getParentPath().getLeaf() instanceof NewClassTree) {
      return;
    }
    store.elsewhere();
    boolean isStatic =
        code.getCode() instanceof BlockTree b
            ? b.isStatic()
            : code.getCode() instanceof VariableTree v
                && v.getModifiers().getFlags().contains(Modifier.STATIC);
    if (!isStatic) {
      store.enter(factory.requirements().ofInitialisers(code.getClassTree()));
    }
  }

  /** A scope that the callee suspends while it runs the closure is as good as closed in there. */
  private void suspend(ContextStore store, MethodInvocationTree call) {
    Contract c = factory.environment().contract(call, TreeUtils.elementFromUse(call));
    if (c.has("SuspendedDuring")
        && TreeUtils.getReceiverTree(call) instanceof IdentifierTree on
        && TreeUtils.elementFromUse(on) instanceof VariableElement v) {
      store.held(v).scopes().forEach(store::close);
    }
  }

  private void lend(ContextStore store, VariableTree parameter) {
    VariableElement v = TreeUtils.elementFromDeclaration(parameter);
    if (!tokens.scoped(v.asType())) {
      return;
    }
    store.open(parameter, Scope.opened(v.asType(), tokens.guard(v.asType()), Set.of()));
    boolean maybeNull = Tokens.nullable(v) || factory.acceptsSpent(v);
    ContextValue value = values.value(v.asType(), Held.scope(parameter, maybeNull));
    if (value != null) {
      store.assign(v, value);
    }
  }
}

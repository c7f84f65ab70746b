package lockproof.checkerframework.tentative;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.ExecutableElement;
import lockproof.contract.Contract;
import lockproof.contract.Mode;
import org.checkerframework.javacutil.TreeUtils;

/** In which state the body of a lambda runs. */
final class Closures {
  private final TentativeAnnotatedTypeFactory factory;

  Closures(TentativeAnnotatedTypeFactory factory) {
    this.factory = factory;
  }

  void enter(TentativeStore store, LambdaExpressionTree lambda) {
    TreePath path = factory.getPath(lambda);
    Tree parent = path == null ? null : path.getParentPath().getLeaf();
    if (!(parent instanceof MethodInvocationTree call) || !call.getArguments().contains(lambda)) {
      store.elsewhere();
      return;
    }
    ExecutableElement method = TreeUtils.elementFromUse(call);
    Contract c = factory.environment().contract(call, method);
    int i = Math.min(call.getArguments().indexOf(lambda), method.getParameters().size() - 1);
    if (!c.parameterHas(i, "RunsInPlace")) {
      store.elsewhere();
      return;
    }
    store.inPlace();
    Path lock = new Tracked(factory.environment().contracts()).receiver(call);
    if (lock == null) {
      return;
    }
    if (c.has("Retries")) {
      store.begin(lock);
    } else if (c.has("HeldDuring")
        && c.mark("HeldDuring").get().constant("mode", Mode.ANY) != Mode.OPTIMISTIC) {
      store.take(lock);
    }
  }
}

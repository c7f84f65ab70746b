package lockproof.checkerframework.tentative;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
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
    MethodInvocationTree call = factory.environment().runsInPlace(lambda, factory.getPath(lambda));
    if (call == null) {
      store.elsewhere();
      return;
    }
    Contract c = factory.environment().contract(call, TreeUtils.elementFromUse(call));
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

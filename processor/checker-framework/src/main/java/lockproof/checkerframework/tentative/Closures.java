package lockproof.checkerframework.tentative;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Contract;
import lockproof.contract.Mode;
import org.checkerframework.javacutil.TreeUtils;

/** In which state the body of a lambda, or of an anonymous class, runs. */
final class Closures {
  private final TentativeAnnotatedTypeFactory factory;

  Closures(TentativeAnnotatedTypeFactory factory) {
    this.factory = factory;
  }

  void enter(TentativeStore store, ExpressionTree closure) {
    TreePath path = factory.getPath(closure);
    MethodInvocationTree call = factory.environment().runsInPlace(closure, path);
    if (call == null) {
      store.elsewhere();
      Path begun = sectionAround(closure, path);
      if (begun != null) {
        store.inPlace();
        store.begin(begun);
      }
      return;
    }
    Contract c = factory.environment().contract(call, TreeUtils.elementFromUse(call));
    store.inPlace();
    Path lock =
        new Tracked(factory.environment().contracts(), factory.reads().facts()).receiver(call);
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

  /** The lock in whose section a method of this object in sight runs the closure, or null. */
  private Path sectionAround(ExpressionTree closure, TreePath path) {
    Tree parent = path == null ? null : path.getParentPath().getLeaf();
    if (!(parent instanceof MethodInvocationTree call) || !call.getArguments().contains(closure)) {
      return null;
    }
    ExecutableElement method = TreeUtils.elementFromUse(call);
    MethodTree body = factory.reads().facts().body(method);
    boolean own =
        Path.THIS.equals(
            new Tracked(factory.environment().contracts(), factory.reads().facts()).receiver(call));
    if (!own || body == null || factory.reads().facts().overridden(method)) {
      return null;
    }
    int i = Math.min(call.getArguments().indexOf(closure), method.getParameters().size() - 1);
    return new Around(method.getParameters().get(i)).of(body);
  }

  /**
   * Which section is open where a body first calls its parameter, and exceptions are not caught.
   */
  private final class Around extends TreeScanner<Void, Void> {
    private final VariableElement parameter;
    private final Tracked names =
        new Tracked(factory.environment().contracts(), factory.reads().facts());
    private Path open;
    private Path found;
    private boolean called;
    private boolean caught;

    Around(VariableElement parameter) {
      this.parameter = parameter;
    }

    Path of(MethodTree body) {
      scan(body.getBody(), null);
      return found;
    }

    @Override
    public Void visitVariable(VariableTree t, Void p) {
      names.declared(t);
      return super.visitVariable(t, p);
    }

    @Override
    public Void visitTry(TryTree t, Void p) {
      boolean outside = caught;
      caught |= !t.getCatches().isEmpty();
      scan(t.getResources(), p);
      scan(t.getBlock(), p);
      caught = outside;
      scan(t.getCatches(), p);
      return scan(t.getFinallyBlock(), p);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
      super.visitMethodInvocation(t, p);
      Contract c = factory.environment().contract(t, TreeUtils.elementFromUse(t));
      if (c.has("Acquires")) {
        Mode mode = c.mark("Acquires").get().constant("mode", Mode.EXCLUSIVE);
        open = mode == Mode.OPTIMISTIC ? names.receiver(t) : null;
      }
      ExpressionTree on = TreeUtils.getReceiverTree(t);
      if (on != null && parameter.equals(TreeUtils.elementFromTree(on)) && !called) {
        called = true;
        found = caught ? null : open;
      }
      return null;
    }
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** Methods that are named by references, and lambdas: where these go decides who may call them. */
final class References {
  private final Env env;
  private final Element top;
  private final Set<ExecutableElement> named = new HashSet<>();
  private final Set<ExecutableElement> leaving = new HashSet<>();
  private final Set<Tree> lambdas = new HashSet<>();
  private final Set<Element> elsewhere = new HashSet<>();

  References(Env env, Element top) {
    this.env = env;
    this.top = top;
  }

  /** A method is referred to. */
  void name(Element method) {
    if (method instanceof ExecutableElement m) {
      named.add(m);
    }
  }

  /**
   * A method is called; references among its arguments leave if it is somebody else's, unless it is
   * given a lock as well, which it may hold meanwhile.
   */
  void given(Element callee, List<? extends ExpressionTree> args) {
    for (int i = 0; i < args.size() && callee instanceof ExecutableElement; i++) {
      ExecutableElement m = (ExecutableElement) callee;
      ExpressionTree given = Env.strip(args.get(i));
      if (given instanceof LambdaExpressionTree) {
        if (!Env.topLevel(m).equals(top) && lendsNoLock(args)) {
          lambdas.add(given);
        }
      } else if (given instanceof MemberReferenceTree ref
          && env.element(ref) instanceof ExecutableElement referred
          && !Env.topLevel(m).equals(Env.topLevel(referred))
          && !env.contract(m).parameterHas(i, "RunsInPlace")
          && lendsNoLock(args)) {
        leaving.add(referred);
      }
    }
  }

  private boolean lendsNoLock(List<? extends ExpressionTree> args) {
    return args.stream().noneMatch(a -> env.marked(env.type(a), "LockType"));
  }

  /** A method is called on an object other than {@code this}. */
  void calledOn(ExpressionTree object, Element method) {
    if (!(object instanceof IdentifierTree i && i.getName().contentEquals("this"))) {
      elsewhere.add(method);
    }
  }

  /** Whether the method is called on objects that may be new, or locked, where that is done. */
  boolean calledElsewhere(ExecutableElement m) {
    return elsewhere.contains(m) && !Env.isStatic(m);
  }

  /** Whether the lambda goes to somebody elsewhere, who has no lock of ours. */
  boolean leaves(LambdaExpressionTree t) {
    return lambdas.contains(t);
  }

  /** Whether the method is called otherwise than by its name. */
  boolean named(ExecutableElement m) {
    return named.contains(m);
  }

  /** Whether somebody elsewhere may call the method at any time. */
  boolean leave(Element m) {
    return leaving.contains(m);
  }
}

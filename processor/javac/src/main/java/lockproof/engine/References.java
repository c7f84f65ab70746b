package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** Methods that are named by references: where these go decides who may call them. */
final class References {
  private final Env env;
  private final Set<ExecutableElement> named = new HashSet<>();
  private final Set<ExecutableElement> leaving = new HashSet<>();

  References(Env env) {
    this.env = env;
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
    for (int i = 0; i < args.size(); i++) {
      if (Env.strip(args.get(i)) instanceof MemberReferenceTree ref
          && env.element(ref) instanceof ExecutableElement referred
          && callee instanceof ExecutableElement m
          && !Env.topLevel(m).equals(Env.topLevel(referred))
          && !env.contract(m).parameterHas(i, "RunsInPlace")
          && args.stream().noneMatch(a -> env.marked(env.type(a), "LockType"))) {
        leaving.add(referred);
      }
    }
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

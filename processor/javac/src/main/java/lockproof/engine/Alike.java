package lockproof.engine;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.Map;

/** Locks that are written alike, and so may be one, or be taken for one another. */
final class Alike {
  private final Machine m;

  Alike(Machine m) {
    this.m = m;
  }

  /**
   * Whether two locks are written alike: the same field of another object, another element, or what
   * the same method gave for other arguments.
   */
  boolean are(Sym a, Sym b) {
    if (a instanceof Sym.Got x && b instanceof Sym.Got y) {
      return x.method().equals(y.method());
    }
    if (a instanceof Sym.Cell x && b instanceof Sym.Cell y && x.array().equals(y.array())) {
      return true;
    }
    Origin x = Origin.of(a);
    Origin y = Origin.of(b);
    return x == null && y == null
        ? a instanceof Sym.Site p && b instanceof Sym.Site q && sameCall(p.at(), q.at())
        : x != null && y != null && x.field().equals(y.field());
  }

  /** Whether two calls are of the same method, on the same receiver if one can tell. */
  private boolean sameCall(Tree a, Tree b) {
    return a instanceof MethodInvocationTree x
        && b instanceof MethodInvocationTree y
        && !x.getArguments().isEmpty()
        && java.util.Objects.equals(
            m.env.element(x.getMethodSelect()), m.env.element(y.getMethodSelect()))
        && x.getMethodSelect().toString().equals(y.getMethodSelect().toString());
  }

  /** Whether two calls name their receiver in the same words. */
  static boolean words(Tree a, Tree b) {
    return a instanceof MethodInvocationTree x
        && b instanceof MethodInvocationTree y
        && x.getMethodSelect() instanceof MemberSelectTree p
        && y.getMethodSelect() instanceof MemberSelectTree q
        && p.getExpression().toString().equals(q.getExpression().toString());
  }

  /** The lock that is held, where it was asked for in the same words of what some call gave. */
  LockKey asked(World w, LockKey key, Tree at) {
    if (key.lock() instanceof Sym.Got got
        && got.from() instanceof Sym.Site
        && !w.holds.containsKey(key)) {
      for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
        if (e.getValue().held()
            && e.getKey().mode() == key.mode()
            && are(e.getKey().lock(), got)
            && words(e.getValue().at(), at)) {
          return e.getKey();
        }
      }
    }
    return key;
  }
}

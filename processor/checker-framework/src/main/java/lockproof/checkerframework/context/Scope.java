package lockproof.checkerframework.context;

import com.sun.source.tree.Tree;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/**
 * A token or guard that was opened, or lent.
 *
 * @param type what it is
 * @param guard whether it is a guard
 * @param on the scopes that must not be closed before it
 * @param open whether it may be open
 * @param closed whether it may be closed
 * @param away whether this code is not run where it was opened, but elsewhere or later
 */
record Scope(
    TypeMirror type, boolean guard, Set<Tree> on, boolean open, boolean closed, boolean away) {

  static Scope opened(TypeMirror type, boolean guard, Set<Tree> on) {
    return new Scope(type, guard, on, true, false, false);
  }

  Scope close() {
    return new Scope(type, guard, on, false, true, false);
  }

  /** The same, seen from what runs elsewhere or later: it may be over by then. */
  Scope leave() {
    return new Scope(type, guard, on, false, true, true);
  }

  Scope join(Scope o) {
    return new Scope(type, guard, on, open || o.open, closed || o.closed, away || o.away);
  }
}

package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/**
 * The region of a token or a guard; the object is the key by which it is known.
 *
 * @param kind token or guard
 * @param open whether it has not been closed
 * @param owned whether it has to be closed here; false for what the caller lent
 * @param on tokens and guards it depends on
 * @param type its static type
 * @param at where it was opened
 * @param closedAt where it was closed, or null
 */
public record Scope(
    Kind kind, boolean open, boolean owned, Set<Sym> on, TypeMirror type, Tree at, Tree closedAt) {
  /** What it proves. */
  public enum Kind {
    /** A context. */
    TOKEN,
    /** A hold. */
    GUARD
  }

  Scope closed(Tree where) {
    return new Scope(kind, false, owned, on, type, at, where);
  }

  Scope lent() {
    return owned ? new Scope(kind, open, false, on, type, at, closedAt) : this;
  }

  boolean alike(Scope o) {
    return kind == o.kind && open == o.open && owned == o.owned && on.equals(o.on);
  }
}

package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.type.TypeMirror;

/** The ways out of a stretch of code other than its end, with the worlds that take them. */
final class Exits {
  enum Kind {
    RETURN,
    BREAK,
    CONTINUE,
    YIELD,
    THROW
  }

  /**
   * One way out.
   *
   * @param target the statement jumped to, or the name of the type thrown
   * @param thrown what is thrown; an unknown call throws some unchecked exception
   * @param explicit whether by a {@code throw} statement
   */
  record Way(Kind kind, Object target, TypeMirror thrown, boolean explicit) {
    static final Way RETURN = new Way(Kind.RETURN, null, null, false);

    static Way jump(Kind kind, Tree target) {
      return new Way(kind, target, null, false);
    }

    static Way thrown(TypeMirror type, boolean explicit) {
      return new Way(Kind.THROW, type.toString(), type, explicit);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Way w
          && kind == w.kind
          && explicit == w.explicit
          && (target == w.target || (kind == Kind.THROW && target.equals(w.target)));
    }

    @Override
    public int hashCode() {
      return kind.hashCode() * 31
          + (kind == Kind.THROW ? target.hashCode() : System.identityHashCode(target));
    }
  }

  final Map<Way, Worlds> ways = new LinkedHashMap<>();

  Worlds take(Way way) {
    Worlds worlds = ways.remove(way);
    return worlds == null ? new Worlds() : worlds;
  }

  Worlds at(Way way) {
    return ways.computeIfAbsent(way, w -> new Worlds());
  }
}

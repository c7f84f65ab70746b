package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
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

  /** What throws. */
  enum Cause {
    /** A {@code throw} statement. */
    THROW,
    /** A call. */
    CALL,
    /** The language: null, an index, a division. */
    FAULT
  }

  /**
   * One way out.
   *
   * @param target the statement jumped to, or the class or the name of the type thrown
   * @param thrown what is thrown; an unknown call throws some unchecked exception
   * @param cause what throws
   */
  record Way(Kind kind, Object target, TypeMirror thrown, Cause cause) {
    static final Way RETURN = new Way(Kind.RETURN, null, null, null);

    static Way jump(Kind kind, Tree target) {
      return new Way(kind, target, null, null);
    }

    static Way thrown(TypeMirror type, Cause cause) {
      boolean one = type.getKind() == TypeKind.DECLARED;
      Object name = one ? ((DeclaredType) type).asElement() : type.toString();
      return new Way(Kind.THROW, name, type, cause);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Way w
          && kind == w.kind
          && cause == w.cause
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

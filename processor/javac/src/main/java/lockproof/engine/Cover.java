package lockproof.engine;

import javax.lang.model.element.VariableElement;

/**
 * How a lock stands to the object whose field it covers.
 *
 * @param kind the relation
 * @param lock the field that holds the lock, or null for the object's own monitor and the like
 */
record Cover(Kind kind, VariableElement lock) {
  enum Kind {
    /** A lock in a field of the same object. */
    SAME,
    /** The object's own monitor. */
    MONITOR,
    /** The object is itself the lock. */
    SELF,
    /** A lock in a static field, or the monitor of a class. */
    STATIC,
    /** A lock in a field of some other object. */
    OTHER
  }

  /** How a lock stands to an object; null where nothing is known of the lock. */
  static Cover of(Sym lock, Sym base) {
    if (lock == null) {
      return null;
    }
    if (lock instanceof Sym.Monitor mon) {
      if (mon.object().equals(base)) {
        return new Cover(Kind.MONITOR, null);
      }
      return mon.object() instanceof Sym.ClassOf
          ? new Cover(Kind.STATIC, null)
          : of(mon.object(), base);
    }
    if (lock.equals(base)) {
      return new Cover(Kind.SELF, null);
    }
    Origin o = Origin.of(lock);
    if (o == null) {
      return new Cover(Kind.OTHER, null);
    }
    if (o.base() == null) {
      return new Cover(Kind.STATIC, o.field());
    }
    return new Cover(o.base().equals(base) ? Kind.SAME : Kind.OTHER, o.field());
  }

  /** The lock by its declaration, or null if it has none that is known. */
  DeclaredLock declared(VariableElement covered) {
    return switch (kind) {
      case MONITOR, SELF -> new DeclaredLock(DeclaredLock.Kind.SELF, covered.getEnclosingElement());
      default -> lock == null ? null : new DeclaredLock(DeclaredLock.Kind.FIELD, lock);
    };
  }
}

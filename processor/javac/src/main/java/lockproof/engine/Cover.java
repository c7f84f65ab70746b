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

  /** The lock by its declaration, or null if it has none that is known. */
  DeclaredLock declared(VariableElement covered) {
    return switch (kind) {
      case MONITOR, SELF -> new DeclaredLock(DeclaredLock.Kind.SELF, covered.getEnclosingElement());
      default -> lock == null ? null : new DeclaredLock(DeclaredLock.Kind.FIELD, lock);
    };
  }
}

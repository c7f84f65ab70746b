package lockproof.checkerframework.tentative;

import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;

/**
 * How a lock stands to the object whose field it guards.
 *
 * @param lock the field that the lock is kept in, null where there is none
 */
record Cover(Kind kind, VariableElement lock) {
  /** Where the lock is. */
  enum Kind {
    /** In a field of the same object. */
    SAME,
    /** The object itself. */
    SELF,
    /** In a static field. */
    STATIC,
    /** Somewhere else. */
    OTHER
  }

  static Cover of(Path lock, Path base) {
    if (lock.equals(base)) {
      return new Cover(Kind.SELF, null);
    }
    if (!(lock.step() instanceof VariableElement f) || f.getKind() != ElementKind.FIELD) {
      return new Cover(Kind.OTHER, null);
    }
    if (lock.base() == null) {
      return new Cover(Kind.STATIC, f);
    }
    return new Cover(lock.base().equals(base) ? Kind.SAME : Kind.OTHER, f);
  }
}

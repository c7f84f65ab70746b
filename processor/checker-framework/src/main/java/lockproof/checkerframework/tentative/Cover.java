package lockproof.checkerframework.tentative;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;

/**
 * How a lock stands to the object whose field it guards.
 *
 * @param lock the field that the lock is kept in, or the method that gives it; null where there is
 *     none
 */
record Cover(Kind kind, Element lock) {
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
    if (!(lock.step() instanceof Element f)
        || (f.getKind() != ElementKind.FIELD && f.getKind() != ElementKind.METHOD)) {
      return new Cover(Kind.OTHER, null);
    }
    if (lock.base() == null) {
      return new Cover(Kind.STATIC, f);
    }
    return new Cover(lock.base().equals(base) ? Kind.SAME : Kind.OTHER, f);
  }
}

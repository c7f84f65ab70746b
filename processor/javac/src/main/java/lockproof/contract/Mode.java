package lockproof.contract;

/**
 * How a lock is held; {@link #OPTIMISTIC} is an open section, {@link #ANY} leaves it to the lock.
 */
public enum Mode {
  /** Alone. */
  EXCLUSIVE,
  /** With other readers. */
  SHARED,
  /** Not held: a section whose reads await validation. */
  OPTIMISTIC,
  /** As the lock, view or stamp says. */
  ANY;

  /** Whether a hold of this mode is enough where the other is needed. */
  public boolean satisfies(Mode needed) {
    return needed == ANY || this == needed || (this == EXCLUSIVE && needed == SHARED);
  }
}

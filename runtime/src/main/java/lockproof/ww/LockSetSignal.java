package lockproof.ww;

/**
 * Carries a deadlock, an interrupt or the end of a deadline out of an acquire closure, to the lock
 * set that called it. Not an {@link Exception}, so that code which catches those lets it pass; and
 * where something catches even this, the lock set remembers and backs off all the same.
 */
public final class LockSetSignal extends Error {
  private static final long serialVersionUID = 1L;

  /**
   * Out of the closure; it says nothing that the lock set does not know, and has no stack trace.
   */
  static final LockSetSignal BACK_OFF = new LockSetSignal();

  /** Out of the lock set, to be made an exception of its own. */
  static final LockSetSignal INTERRUPTED = new LockSetSignal();

  /** Out of the lock set, to be made an exception of its own. */
  static final LockSetSignal TIMED_OUT = new LockSetSignal();

  LockSetSignal() {
    super("a lock set is backing off", null, false, false);
  }
}

package lockproof.ww;

/** What became of an acquisition with a context. */
public enum LockResult {
  /** The mutex is held. */
  LOCKED,

  /**
   * Waiting might never end: an older context is in the way, or waits for what this one holds.
   * Release everything, lock the contended mutex first, and lock the others again.
   */
  DEADLOCK,

  /** This context holds the mutex already. */
  ALREADY_LOCKED,

  /** The mutex is taken; only an attempt without waiting says so. */
  BUSY,

  /** Time was up. */
  TIMED_OUT,

  /** The thread was interrupted. */
  INTERRUPTED
}

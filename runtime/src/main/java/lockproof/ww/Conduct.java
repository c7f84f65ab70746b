package lockproof.ww;

/**
 * The decisions that make lock sets live: each can be wrong in a test, which then must fail. Asked
 * on slow paths only.
 */
class Conduct {
  /** Whether a context that backed off waits for the contended mutex before it tries again. */
  boolean contendedFirst() {
    return true;
  }

  /** Whether a context is as old in its next attempt as it was in the last. */
  boolean keepsStamp() {
    return true;
  }

  /** Whether an older context tells a younger one that is in its way. */
  boolean wounds() {
    return true;
  }
}

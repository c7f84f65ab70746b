package lockproof.ww;

/** What one thread has of one class at the moment: for the thread alone to touch. */
final class Tenure {
  /** Whether a context is open. */
  boolean open;

  /** How many mutexes it holds without a context. */
  int alone;
}

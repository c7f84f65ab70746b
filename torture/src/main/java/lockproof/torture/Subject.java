package lockproof.torture;

import lockproof.context.LocalInterruptDisabled;

/** A lock under torture. */
public interface Subject {
  /** Runs a body alone. */
  void write(Runnable body);

  /** Runs a body together with other readers; it may be run again, and reports only at the end. */
  default boolean read(Check body) {
    throw new UnsupportedOperationException();
  }

  /** Whether it has readers. */
  default boolean hasReaders() {
    return false;
  }

  /** Runs a body alone, in a handler; false when handlers cannot take this lock. */
  default boolean writeInHandler(LocalInterruptDisabled irq, Runnable body) {
    return false;
  }

  /** What a reader looks at. */
  interface Check {
    /** Whether what is seen is consistent. */
    boolean consistent();
  }
}

package lockproof.ww;

import java.util.concurrent.TimeUnit;

/**
 * How long a thread is willing to wait, over all the waits of one set.
 *
 * @param interruptible whether an interrupt of the thread ends the wait
 * @param start when the waiting began
 * @param nanos how long it may last; {@link Long#MAX_VALUE} for no limit
 */
record Patience(boolean interruptible, long start, long nanos) {
  static final Patience UNLIMITED = new Patience(false, 0, Long.MAX_VALUE);
  static final Patience INTERRUPTIBLE = new Patience(true, 0, Long.MAX_VALUE);

  static Patience within(long timeout, TimeUnit unit) {
    return new Patience(true, System.nanoTime(), unit.toNanos(timeout));
  }

  /** What is left of it. */
  long left() {
    return nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
  }

  /** Whether the thread was interrupted and is to heed it; clears the flag. */
  boolean interrupted() {
    return interruptible && Thread.interrupted();
  }
}

package lockproof.seq;

import lockproof.annotations.RunsInPlace;
import lockproof.function.ThrowingRunnable;
import lockproof.lock.DataLock;
import lockproof.lock.LockUsageException;

/**
 * A sequence counter: lets readers see consistently what writers change under a lock of their own.
 * The counter knows that lock, and refuses a writer that does not hold it. Any thread may read. The
 * idea is the kernel's sequence counter with an associated lock.
 */
public final class SeqCount extends Sequence {
  private final DataLock<?> writers;

  /**
   * A counter for what a lock guards.
   *
   * @param writers the lock that every writer holds
   */
  public SeqCount(DataLock<?> writers) {
    this.writers = writers;
  }

  /**
   * Changes the data as one section: readers see all of it or nothing.
   *
   * @param body what to run; the section ends also when it throws
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   * @throws LockUsageException if this thread does not hold the writers' lock
   * @throws IllegalStateException inside a section of this counter
   */
  public <E extends Throwable> void write(@RunsInPlace ThrowingRunnable<E> body) throws E {
    writers.assertHeld();
    long even = word;
    if ((even & WRITING) != 0) {
      throw new IllegalStateException("a section of " + this + " is open already");
    }
    try {
      sectionBegins(even + 1);
      body.run();
    } finally {
      sectionEnds(even + 1);
    }
  }

  @Override
  void refuseOwnSection() {
    if (writers.isHeldByCurrentThread()) {
      throw new IllegalStateException("reads " + this + " inside its own section");
    }
  }

  @Override
  public String toString() {
    return "SeqCount[" + word / STEP + ", written under " + writers.name() + ']';
  }
}

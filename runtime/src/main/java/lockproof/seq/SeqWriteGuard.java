package lockproof.seq;

import lockproof.annotations.Closes;
import lockproof.annotations.GuardType;
import lockproof.annotations.Pure;
import lockproof.internal.ThreadIds;

/** Proof that the current thread writes under a {@link SeqLock}. Belongs to that thread. */
@GuardType
public final class SeqWriteGuard implements AutoCloseable {
  private final SeqLock lock;
  private final long owner;
  private boolean open = true;

  /** The sequence during the section. */
  long odd;

  SeqWriteGuard(SeqLock lock, long owner) {
    this.lock = lock;
    this.owner = owner;
  }

  /**
   * Whether the guard still holds its lock.
   *
   * @return false once it was closed
   */
  @Pure
  public boolean isLive() {
    return open;
  }

  /**
   * Ends the section; readers see what was written. Closing again does nothing.
   *
   * @throws IllegalMonitorStateException on another thread than the one that acquired
   */
  @Override
  @Closes
  public void close() {
    if (open) {
      try {
        if (owner != ThreadIds.wordOf(Thread.currentThread())) {
          throw new IllegalMonitorStateException(
              "this thread did not acquire the guard of " + lock);
        }
        open = false;
        lock.endWriting(odd);
      } catch (StackOverflowError e) {
        // No room for another call: what is left to do, if anything, must be done right here.
        open = false;
        if (lock.holder == owner) {
          lock.word = odd + 1;
          lock.holder = 0;
        }
        throw e;
      }
    }
  }

  @Override
  public String toString() {
    return "SeqWriteGuard[" + lock.name() + (open ? ", open]" : ", closed]");
  }
}

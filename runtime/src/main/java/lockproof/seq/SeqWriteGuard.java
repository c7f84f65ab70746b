package lockproof.seq;

import lockproof.annotations.Closes;
import lockproof.annotations.GuardType;
import lockproof.annotations.Pure;

/** Proof that the current thread writes under a {@link SeqLock}. Belongs to that thread. */
@GuardType
public final class SeqWriteGuard implements AutoCloseable {
  private final SeqLock lock;
  private final Thread owner;
  private boolean open = true;

  SeqWriteGuard(SeqLock lock, Thread owner) {
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
      if (owner != Thread.currentThread()) {
        throw new IllegalMonitorStateException("the guard of " + lock + " belongs to " + owner);
      }
      open = false;
      lock.endWriting();
    }
  }

  @Override
  public String toString() {
    return "SeqWriteGuard[" + lock.name() + (open ? ", open]" : ", closed]");
  }
}

package lockproof.lock;

import lockproof.annotations.Borrows;
import lockproof.annotations.Closes;
import lockproof.annotations.GuardType;
import lockproof.annotations.HeldIf;
import lockproof.annotations.Pure;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SuspendedDuring;
import lockproof.function.ThrowingRunnable;
import lockproof.internal.InterruptState;
import lockproof.internal.ThreadIds;
import org.jspecify.annotations.Nullable;

/**
 * Proof that the current thread holds a lock: the only way to the guarded data. Each acquisition
 * makes a new guard, so that a stale one can never act on a later acquisition. A guard belongs to
 * the thread that acquired; on any other every use but {@link #isLive} throws.
 *
 * <p>Memory effects: closing a guard is the release of its lock. The idea is the guard of Rust's
 * locks, with the check of liveness at run time and, under the compile-time checker, before.
 *
 * @param <T> the type of the guarded data
 */
@GuardType
public abstract sealed class Guard<T extends @Nullable Object> implements AutoCloseable
    permits ExclusiveGuard, ReadGuard {
  /** The lock word of the thread that acquired. */
  final long owner;

  /** Of the thread whose interrupts this guard disabled, if it did. */
  final @Nullable InterruptState state;

  private final DataLock<T> lock;
  private boolean open = true;

  Guard(DataLock<T> lock, long owner, @Nullable InterruptState state) {
    this.state = state;
    this.lock = lock;
    this.owner = owner;
  }

  final DataLock<T> dataLock() {
    return lock;
  }

  /** Gives the lock up, in the mode it was acquired. */
  abstract void release();

  /** Takes the lock again as it was first taken; waits, never merely tries. */
  abstract void reacquire();

  final void check() {
    if (!open) {
      throw new LockUsageException.GuardClosed(lock);
    }
    if (!isMine()) {
      throw new LockUsageException.WrongThread(lock, owner);
    }
  }

  private boolean isMine() {
    return owner == ThreadIds.wordOf(Thread.currentThread());
  }

  /**
   * The guarded data.
   *
   * @return what the lock guards; not to be kept beyond the guard
   * @throws LockUsageException.GuardClosed after the guard was closed
   * @throws LockUsageException.WrongThread on another thread
   */
  @Borrows
  public final T get() {
    check();
    return lock.data;
  }

  /**
   * Whether the guard still holds its lock.
   *
   * @return false once it was closed, and while {@link #unlocked} runs
   */
  @Pure
  @HeldIf
  public final boolean isLive() {
    return open;
  }

  /**
   * Whether the guard holds this very lock, on this thread.
   *
   * @param lock some lock
   * @return true if data that belongs to the lock may be used
   */
  @Pure
  public final boolean holds(DataLock<?> lock) {
    return open && isMine() && this.lock == lock;
  }

  /**
   * Releases the lock. Closing again does nothing.
   *
   * @throws LockUsageException.WrongThread on another thread than the one that acquired
   */
  @Override
  @Closes
  public final void close() {
    if (open) {
      try {
        if (owner != ThreadIds.wordOf(Thread.currentThread())) {
          throw new LockUsageException.WrongThread(lock, owner);
        }
        open = false;
        release();
      } catch (StackOverflowError e) {
        // No room for another call: what is left to do, if anything, must be done right here.
        open = false;
        if (lock.word == owner) {
          lock.word = 0;
          if (state != null) {
            state.depth--;
          }
        }
        throw e;
      }
    }
  }

  /**
   * Runs a body with the lock released, and takes it again, in the way it was first taken, before
   * returning or throwing. What was known about the data before must be looked up again.
   *
   * @param body what to run; the guard is not live meanwhile
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   * @throws LockUsageException if the guard is not live
   */
  @SuspendedDuring
  public final <E extends Throwable> void unlocked(@RunsInPlace ThrowingRunnable<E> body) throws E {
    check();
    open = false;
    release();
    try {
      body.run();
    } finally {
      reacquire();
      open = true;
    }
  }

  /** Takes the liveness from this guard: another one stands for the acquisition now. */
  final void replaced() {
    check();
    open = false;
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + '[' + lock.name() + (open ? ", open]" : ", closed]");
  }
}

package lockproof.lock;

import lockproof.annotations.Mutates;
import lockproof.internal.InterruptState;
import org.jspecify.annotations.Nullable;

/**
 * Proof that the current thread alone holds a lock: the data may be changed and replaced.
 *
 * @param <T> the type of the guarded data
 */
public abstract sealed class ExclusiveGuard<T extends @Nullable Object> extends Guard<T>
    permits SpinGuard, SpinIrqGuard, MutexGuard, WriteGuard {
  ExclusiveGuard(DataLock<T> lock, long owner, @Nullable InterruptState state) {
    super(lock, owner, state);
  }

  /**
   * Replaces the guarded data.
   *
   * @param data the new data; nobody else should be able to reach it
   * @throws LockUsageException.GuardClosed after the guard was closed
   * @throws LockUsageException.WrongThread on another thread
   */
  @Mutates(replaces = true)
  public final void set(T data) {
    check();
    dataLock().data = data;
  }
}

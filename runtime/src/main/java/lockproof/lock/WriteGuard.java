package lockproof.lock;

import lockproof.annotations.Closes;
import org.jspecify.annotations.Nullable;

/**
 * Proof of an exclusive hold of an {@link RwLock}.
 *
 * @param <T> the type of the guarded data
 */
public final class WriteGuard<T extends @Nullable Object> extends ExclusiveGuard<T> {

  WriteGuard(RwLock<T> lock, long owner) {
    super(lock, owner, null);
  }

  @Override
  void release() {
    lock().releaseWrite();
  }

  @Override
  void reacquire() {
    lock().acquireWrite(Thread.currentThread());
  }

  /**
   * Exchanges this guard for a shared one, without a moment in which nobody holds the lock.
   *
   * @return the guard to be closed now; this one is closed
   * @throws LockUsageException if this guard is not live
   */
  @Closes
  public ReadGuard<T> downgrade() {
    ReadGuard<T> shared = new ReadGuard<>(lock(), owner);
    replaced();
    lock().downgrade();
    return shared;
  }

  private RwLock<T> lock() {
    return (RwLock<T>) dataLock();
  }
}

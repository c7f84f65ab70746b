package lockproof.lock;

import org.jspecify.annotations.Nullable;

/**
 * Proof of a hold of a {@link SpinLock}, or of a {@link SpinLockIrq} acquired with a token. The
 * thread must not sleep while it is live; there is no condition to wait for with it.
 *
 * @param <T> the type of the guarded data
 */
public final class SpinGuard<T extends @Nullable Object> extends ExclusiveGuard<T> {
  private final ExclusiveLock<T> lock;

  SpinGuard(ExclusiveLock<T> lock, Thread owner) {
    super(owner);
    this.lock = lock;
  }

  @Override
  DataLock<T> dataLock() {
    return lock;
  }

  @Override
  void release() {
    lock.releaseLightly();
  }

  @Override
  void reacquire() {
    lock.acquire(owner);
  }
}

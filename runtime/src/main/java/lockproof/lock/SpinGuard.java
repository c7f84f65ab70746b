package lockproof.lock;

import lockproof.annotations.Atomic;
import org.jspecify.annotations.Nullable;

/**
 * Proof of a hold of a {@link SpinLock}, or of a {@link SpinLockIrq} acquired with a token. The
 * thread must not sleep while it is live; there is no condition to wait for with it.
 *
 * @param <T> the type of the guarded data
 */
@Atomic
public final class SpinGuard<T extends @Nullable Object> extends ExclusiveGuard<T> {

  SpinGuard(ExclusiveLock<T> lock, long owner) {
    super(lock, owner, null);
  }

  @Override
  void release() {
    lock().releaseLightly();
  }

  @Override
  void reacquire() {
    lock().acquire(Thread.currentThread());
  }

  private ExclusiveLock<T> lock() {
    return (ExclusiveLock<T>) dataLock();
  }
}

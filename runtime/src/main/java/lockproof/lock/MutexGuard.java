package lockproof.lock;

import org.jspecify.annotations.Nullable;

/**
 * Proof of a hold of a {@link Mutex}.
 *
 * @param <T> the type of the guarded data
 */
public final class MutexGuard<T extends @Nullable Object> extends ExclusiveGuard<T>
    implements WaitableGuard<T> {

  MutexGuard(Mutex<T> lock, long owner) {
    super(lock, owner, null);
  }

  @Override
  void release() {
    lock().releaseExactly();
  }

  @Override
  void reacquire() {
    lock().acquire(Thread.currentThread());
  }

  private Mutex<T> lock() {
    return (Mutex<T>) dataLock();
  }
}

package lockproof.lock;

import org.jspecify.annotations.Nullable;

/**
 * Proof of a hold of a {@link Mutex}.
 *
 * @param <T> the type of the guarded data
 */
public final class MutexGuard<T extends @Nullable Object> extends ExclusiveGuard<T>
    implements WaitableGuard<T> {
  private final Mutex<T> lock;

  MutexGuard(Mutex<T> lock, Thread owner) {
    super(owner);
    this.lock = lock;
  }

  @Override
  DataLock<T> dataLock() {
    return lock;
  }

  @Override
  void release() {
    lock.releaseExactly();
  }

  @Override
  void reacquire() {
    lock.acquire(owner);
  }
}

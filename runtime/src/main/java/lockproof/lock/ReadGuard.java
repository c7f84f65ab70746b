package lockproof.lock;

import org.jspecify.annotations.Nullable;

/**
 * Proof of a shared hold of an {@link RwLock}: the data may be read.
 *
 * @param <T> the type of the guarded data
 */
public final class ReadGuard<T extends @Nullable Object> extends Guard<T> {

  ReadGuard(RwLock<T> lock, long owner) {
    super(lock, owner, null);
  }

  @Override
  void release() {
    lock().releaseRead();
  }

  @Override
  void reacquire() {
    lock().acquireRead(Thread.currentThread());
  }

  private RwLock<T> lock() {
    return (RwLock<T>) dataLock();
  }
}

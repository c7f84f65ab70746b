package lockproof.lock;

import org.jspecify.annotations.Nullable;

/**
 * Proof of a shared hold of an {@link RwLock}: the data may be read.
 *
 * @param <T> the type of the guarded data
 */
public final class ReadGuard<T extends @Nullable Object> extends Guard<T> {
  private final RwLock<T> lock;

  ReadGuard(RwLock<T> lock, Thread owner) {
    super(owner);
    this.lock = lock;
  }

  @Override
  DataLock<T> dataLock() {
    return lock;
  }

  @Override
  void release() {
    lock.releaseRead();
  }

  @Override
  void reacquire() {
    lock.acquireRead(owner);
  }
}

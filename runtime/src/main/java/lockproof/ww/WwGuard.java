package lockproof.ww;

import lockproof.annotations.Borrows;
import lockproof.annotations.Closes;
import lockproof.annotations.GuardType;
import lockproof.annotations.HeldIf;
import lockproof.annotations.Pure;
import org.jspecify.annotations.Nullable;

/**
 * Proof that the current thread holds one mutex, locked alone and without a context.
 *
 * @param <T> the type of the guarded data
 */
@GuardType
public final class WwGuard<T extends @Nullable Object> implements AutoCloseable {
  private final WwMutex<?, T> mutex;
  private final long self;
  private boolean open = true;

  WwGuard(WwMutex<?, T> mutex, long self) {
    this.mutex = mutex;
    this.self = self;
  }

  private void check() {
    if (!open) {
      throw new WwUsageException.GuardClosed(mutex);
    }
    mutex.checkThread(self);
  }

  /**
   * The guarded data.
   *
   * @return the data; not to be kept beyond the guard
   * @throws WwUsageException.GuardClosed after the guard was closed
   * @throws WwUsageException.WrongThread on another thread
   */
  @Borrows
  public T get() {
    check();
    return mutex.data;
  }

  /**
   * Replaces the guarded data.
   *
   * @param data the new data; nobody else should be able to reach it
   * @throws WwUsageException.GuardClosed after the guard was closed
   * @throws WwUsageException.WrongThread on another thread
   */
  public void set(T data) {
    check();
    mutex.data = data;
  }

  /**
   * Whether the guard still holds its mutex.
   *
   * @return false once it was closed
   */
  @Pure
  @HeldIf
  public boolean isLive() {
    return open;
  }

  /**
   * Releases the mutex. Closing again does nothing.
   *
   * @throws WwUsageException.WrongThread on another thread than the one that locked
   */
  @Override
  @Closes
  public void close() {
    if (open) {
      mutex.checkThread(self);
      open = false;
      mutex.releaseAlone();
    }
  }

  @Override
  public String toString() {
    return "WwGuard[" + mutex.name() + (open ? ", open]" : ", closed]");
  }
}

package lockproof.lock;

import lockproof.annotations.Borrows;
import org.jspecify.annotations.Nullable;

/**
 * Data that lives outside a lock, such as a field of one of many objects, and belongs to it all the
 * same: reached only with a live guard of that very lock. Memory effects are those of the lock. The
 * idea is the {@code LockedBy} of the Linux kernel in Rust.
 *
 * @param <T> the type of the data
 */
public final class LockedBy<T extends @Nullable Object> {
  private final DataLock<?> lock;
  private T value;

  /**
   * Data that belongs to a lock.
   *
   * @param lock the lock
   * @param value the data; nobody else should be able to reach it
   */
  public LockedBy(DataLock<?> lock, T value) {
    this.lock = lock;
    this.value = value;
  }

  private void check(Guard<?> guard) {
    guard.check();
    if (guard.dataLock() != lock) {
      throw new LockUsageException.WrongLock(lock, guard.dataLock());
    }
  }

  /**
   * The data, to be read.
   *
   * @param guard any hold of the lock
   * @return the data; not to be kept beyond the guard
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  @Borrows
  public T get(Guard<?> guard) {
    check(guard);
    return value;
  }

  /**
   * Replaces the data.
   *
   * @param guard an exclusive hold of the lock
   * @param value the new data
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  public void set(ExclusiveGuard<?> guard, T value) {
    check(guard);
    this.value = value;
  }

  @Override
  public String toString() {
    return "LockedBy " + lock.name();
  }
}

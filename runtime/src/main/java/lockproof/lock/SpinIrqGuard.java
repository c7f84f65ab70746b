package lockproof.lock;

import lockproof.annotations.Borrows;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;
import lockproof.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * Proof of a hold of a {@link SpinLockIrq} that disabled local interrupts itself, and enables them
 * when it is closed.
 *
 * @param <T> the type of the guarded data
 */
public final class SpinIrqGuard<T extends @Nullable Object> extends ExclusiveGuard<T>
    implements WaitableGuard<T> {
  private final LocalInterruptScope scope;

  SpinIrqGuard(SpinLockIrq<T> lock, long owner, LocalInterruptScope scope) {
    super(lock, owner);
    this.scope = scope;
  }

  /**
   * Proof that local interrupts are disabled, as they are while this guard is live; for locks to be
   * taken inside.
   *
   * @return the token; not to be kept beyond the guard
   * @throws LockUsageException if the guard is not live
   */
  @Borrows
  public LocalInterruptDisabled token() {
    check();
    return scope;
  }

  @Override
  void release() {
    try {
      lock().releaseLightly();
    } finally {
      scope.close();
    }
  }

  @Override
  <E extends Throwable> void released(ThrowingRunnable<E> body) throws E {
    lock().releaseLightly();
    try {
      scope.suspend(body);
    } finally {
      reacquire();
      reopen();
    }
  }

  /** The scope is open here. */
  @Override
  void reacquire() {
    boolean acquired = false;
    try {
      lock().acquire(Thread.currentThread());
      acquired = true;
    } finally {
      if (!acquired) {
        scope.close();
      }
    }
  }

  private SpinLockIrq<T> lock() {
    return (SpinLockIrq<T>) dataLock();
  }
}

package lockproof.lock;

import lockproof.annotations.Atomic;
import lockproof.annotations.Borrows;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.internal.InterruptState;
import org.jspecify.annotations.Nullable;

/**
 * Proof of a hold of a {@link SpinLockIrq} that disabled local interrupts itself, and enables them
 * when it is closed.
 *
 * @param <T> the type of the guarded data
 */
@Atomic
public final class SpinIrqGuard<T extends @Nullable Object> extends ExclusiveGuard<T>
    implements WaitableGuard<T> {
  SpinIrqGuard(SpinLockIrq<T> lock, long owner, InterruptState state) {
    super(lock, owner, state);
  }

  /**
   * Proof that local interrupts are disabled, as they are while this guard is live; for locks to be
   * taken inside. After a wait with this guard a new token is needed.
   *
   * @return the token; not to be kept beyond the guard
   * @throws LockUsageException if the guard is not live
   */
  @Borrows
  public LocalInterruptDisabled token() {
    check();
    return LocalInterrupts.assumeDisabled("this guard disabled them");
  }

  @Override
  void release() {
    lock().release(state);
  }

  /** When this throws, interrupts are as they were without the guard. */
  @Override
  void reacquire() {
    lock().acquire(Thread.currentThread(), state);
  }

  private SpinLockIrq<T> lock() {
    return (SpinLockIrq<T>) dataLock();
  }
}

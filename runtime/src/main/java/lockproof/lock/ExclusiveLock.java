package lockproof.lock;

import lockproof.internal.ThreadIds;
import lockproof.internal.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * A lock with one owner: a word that is zero when free, and else tells the owning thread.
 *
 * @param <T> the type of the guarded data
 */
public abstract sealed class ExclusiveLock<T extends @Nullable Object> extends DataLock<T>
    permits SpinLock, SpinLockIrq, Mutex {
  ExclusiveLock(T data, @Nullable String name) {
    super(data, name);
  }

  /** How threads wait for this lock: flags of {@link WaitQueue}. */
  abstract int manner();

  /** One attempt, without waiting. */
  final boolean tryAcquire(Thread self) {
    return word == 0 && WORD.compareAndSet(this, 0L, ThreadIds.wordOf(self));
  }

  /** Acquires without regard to interrupts. When this throws, the lock was not acquired. */
  final void acquire(Thread self) {
    if (!acquireAtOnce(self)) {
      acquireSlowly(self);
    }
  }

  /** One attempt that may fail for no reason. */
  final boolean acquireAtOnce(Thread self) {
    return WORD.weakCompareAndSetAcquire(this, 0L, ThreadIds.wordOf(self));
  }

  private void acquireSlowly(Thread self) {
    refuseReentry(self);
    waiters().acquire(() -> tryAcquire(self), manner());
  }

  /** Acquires within a time, and unless interrupted. */
  final boolean acquire(Thread self, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (tryAcquire(self)) {
      return true;
    }
    refuseReentry(self);
    return waiters().acquire(() -> tryAcquire(self), manner() | WaitQueue.INTERRUPTIBLE, nanos);
  }

  /** Releases with a release store; who waits may be woken late. */
  final void releaseLightly() {
    try {
      WORD.setRelease(this, 0L);
    } catch (StackOverflowError e) {
      word = 0; // needs no frame
    }
    try {
      wakeNext();
    } catch (StackOverflowError e) {
      return; // Who waits looks again after its nap.
    }
  }

  /** Releases with a full fence; the first who waits is woken for certain. */
  final void releaseExactly() {
    word = 0;
    try {
      wakeNext();
    } catch (StackOverflowError e) {
      return; // Who waits looks again after its nap.
    }
  }
}

package lockproof.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
  static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(ExclusiveLock.class, "word", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through WORD
  private volatile long word;

  ExclusiveLock(T data, @Nullable String name) {
    super(data, name);
  }

  @Override
  final long ownerWord() {
    return word;
  }

  @Override
  public final boolean isLocked() {
    return word != 0;
  }

  @Override
  final String describeState() {
    long owner = word;
    return owner == 0 ? "unlocked" : describeOwner(owner);
  }

  /** How threads wait for this lock: flags of {@link WaitQueue}. */
  abstract int manner();

  /** One attempt, without waiting. */
  final boolean tryAcquire(Thread self) {
    return word == 0 && WORD.compareAndSet(this, 0L, ThreadIds.wordOf(self));
  }

  /** Acquires without regard to interrupts. When this throws, the lock was not acquired. */
  final void acquire(Thread self) {
    if (!WORD.weakCompareAndSetAcquire(this, 0L, ThreadIds.wordOf(self))) {
      acquireSlowly(self);
    }
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

  private void refuseReentry(Thread self) {
    if (word == ThreadIds.wordOf(self)) {
      throw new LockUsageException.SelfDeadlock(this);
    }
  }

  /** Releases with a release store; who waits may be woken late. */
  final void releaseLightly() {
    WORD.setRelease(this, 0L);
    wakeNext();
  }

  /** Releases with a full fence; the first who waits is woken for certain. */
  final void releaseExactly() {
    word = 0;
    wakeNext();
  }
}

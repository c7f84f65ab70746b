package lockproof.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import lockproof.annotations.AssertsHeld;
import lockproof.annotations.HeldIf;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.Pure;
import lockproof.internal.ThreadIds;
import lockproof.internal.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the locks of this package have in common: a name, the data they guard, and answers about who
 * holds them. None is reentrant: a thread that acquires a lock twice gets a {@link
 * LockUsageException.SelfDeadlock}, where the lock knows its owner.
 *
 * @param <T> the type of the guarded data
 */
@LockType
public abstract sealed class DataLock<T extends @Nullable Object> permits ExclusiveLock, RwLock {
  static final VarHandle WORD;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WORD = lookup.findVarHandle(DataLock.class, "word", long.class);
      WAITERS = lookup.findVarHandle(DataLock.class, "waiters", WaitQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable String name;
  T data;

  /** Zero when free; the word of the thread that holds it exclusively; or the number of readers. */
  volatile long word;

  private volatile @Nullable WaitQueue waiters;

  DataLock(T data, @Nullable String name) {
    this.data = data;
    this.name = name;
  }

  /**
   * Whether anybody holds the lock; a moment later this may be wrong.
   *
   * @return true while it is held in any mode
   */
  @Pure
  public final boolean isLocked() {
    return word != 0;
  }

  /**
   * Whether the current thread holds the lock exclusively.
   *
   * @return true while it does
   */
  @Pure
  @HeldIf(mode = Mode.EXCLUSIVE)
  public final boolean isHeldByCurrentThread() {
    return word == ThreadIds.wordOf(Thread.currentThread());
  }

  /**
   * Asserts that the current thread holds the lock exclusively.
   *
   * @throws LockUsageException.NotHeld if it does not
   */
  @AssertsHeld(mode = Mode.EXCLUSIVE)
  public final void assertHeld() {
    if (!isHeldByCurrentThread()) {
      throw new LockUsageException.NotHeld(this);
    }
  }

  /**
   * The name that the lock was given, or its class and identity.
   *
   * @return never null
   */
  @Pure
  public final String name() {
    return name != null
        ? name
        : getClass().getSimpleName() + '@' + Integer.toHexString(System.identityHashCode(this));
  }

  /** The name and the state of the lock; never the data, which needs a guard. */
  @Override
  public final String toString() {
    long seen = word;
    String state =
        seen == 0
            ? "unlocked"
            : seen < 0 ? "locked by thread " + (seen & Long.MAX_VALUE) : "read by " + seen;
    return name() + '[' + state + ']';
  }

  final void refuseReentry(Thread self) {
    if (word == ThreadIds.wordOf(self)) {
      throw new LockUsageException.SelfDeadlock(this);
    }
  }

  /** The queue, made when somebody waits for the first time. */
  final WaitQueue waiters() {
    WaitQueue queue = waiters;
    return queue != null ? queue : makeQueue();
  }

  private WaitQueue makeQueue() {
    WaitQueue fresh = new WaitQueue(this);
    WaitQueue known = (WaitQueue) WAITERS.compareAndExchange(this, null, fresh);
    return known != null ? known : fresh;
  }

  final boolean mayOvertake() {
    WaitQueue queue = waiters;
    return queue == null || queue.mayOvertake();
  }

  /** After a release. */
  final void wakeNext() {
    WaitQueue queue = waiters;
    if (queue != null) {
      queue.wake();
    }
  }
}

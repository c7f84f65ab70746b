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
  private static final VarHandle WAITERS;

  static {
    try {
      WAITERS = MethodHandles.lookup().findVarHandle(DataLock.class, "waiters", WaitQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable String name;
  T data;
  private volatile @Nullable WaitQueue waiters;

  DataLock(T data, @Nullable String name) {
    this.data = data;
    this.name = name;
  }

  /** The lock word of the exclusive owner, or something that is no thread's word. */
  abstract long ownerWord();

  /**
   * Whether anybody holds the lock; a moment later this may be wrong.
   *
   * @return true while it is held in any mode
   */
  @Pure
  public abstract boolean isLocked();

  /**
   * Whether the current thread holds the lock exclusively.
   *
   * @return true while it does
   */
  @Pure
  @HeldIf(mode = Mode.EXCLUSIVE)
  public final boolean isHeldByCurrentThread() {
    return ownerWord() == ThreadIds.wordOf(Thread.currentThread());
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
    return name() + '[' + describeState() + ']';
  }

  abstract String describeState();

  final String describeOwner(long word) {
    return "locked by thread " + (word & Long.MAX_VALUE);
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

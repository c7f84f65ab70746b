package lockproof.ww;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lockproof.annotations.Acquires;
import lockproof.annotations.AssertsHeld;
import lockproof.annotations.Blocking;
import lockproof.annotations.HeldDuring;
import lockproof.annotations.HeldIf;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.MustNotHold;
import lockproof.annotations.Outcome;
import lockproof.annotations.Pure;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.function.ThrowingConsumer;
import lockproof.function.ThrowingFunction;
import lockproof.function.ThrowingToLongFunction;
import lockproof.internal.ThreadIds;
import org.jspecify.annotations.Nullable;

/**
 * A mutex that can be locked together with others of its class: by the {@code run}, {@code call}
 * and {@code callAsLong} of the {@link WwClass}, with a {@link LockSet}, or with an {@link
 * AcquireCtx}. The methods here lock it alone, without a context; a thread that holds it so locks
 * no other of the class, except by trying.
 *
 * <p>Not reentrant. Waits are windows for handlers. A thread that waits too long has the mutex
 * handed to it, older contexts before younger ones.
 *
 * <p>Memory effects: what happened before a release happens before the next acquisition.
 *
 * @param <C> the type that names the class
 * @param <T> the type of the guarded data
 */
@LockType
@SetType(value = Role.MEMBER, by = "C")
public final class WwMutex<C, T extends @Nullable Object> extends WwLock {
  private final @Nullable String name;
  T data;

  /**
   * A mutex that guards data.
   *
   * @param wwClass its class
   * @param data what to guard; nobody else should be able to reach it
   */
  public WwMutex(WwClass<C> wwClass, T data) {
    this(wwClass, data, null, null);
  }

  /**
   * A mutex with a name, for messages, thread dumps and events.
   *
   * @param wwClass its class
   * @param data what to guard; nobody else should be able to reach it
   * @param name the name
   */
  public WwMutex(WwClass<C> wwClass, T data, String name) {
    this(wwClass, data, name, null);
  }

  WwMutex(WwClass<C> wwClass, T data, @Nullable String name, @Nullable ReentrantLock adopted) {
    super(wwClass, adopted);
    this.data = data;
    this.name = name;
  }

  /**
   * A mutex that guards data which nobody else can reach.
   *
   * @param wwClass its class
   * @param data makes the data
   * @param <C> the type that names the class
   * @param <T> the type of the guarded data
   * @return a new mutex
   */
  public static <C, T extends @Nullable Object> WwMutex<C, T> of(
      WwClass<C> wwClass, Supplier<? extends T> data) {
    return new WwMutex<>(wwClass, data.get());
  }

  /**
   * Locks the mutex alone, waiting as long as it takes; an interrupt of the thread stays pending.
   *
   * @return the guard, to be closed
   * @throws WwUsageException.AlreadyLocked if this thread holds it
   * @throws WwUsageException.MixedLocking if this thread holds another one of the class, or has a
   *     context
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE)
  public WwGuard<T> lock() {
    WwGuard<T> guard = newGuard();
    acquireAlone(Patience.UNLIMITED);
    return guard;
  }

  /**
   * Locks the mutex alone, unless the thread is interrupted.
   *
   * @return the guard, to be closed
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE)
  public WwGuard<T> lockInterruptibly() throws InterruptedException {
    WwGuard<T> guard = newGuard();
    heed(acquireAlone(Patience.INTERRUPTIBLE));
    return guard;
  }

  /**
   * Locks the mutex alone within a time, unless the thread is interrupted.
   *
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return the guard, to be closed, or null when time was up
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable WwGuard<T> tryLock(long timeout, TimeUnit unit) throws InterruptedException {
    WwGuard<T> guard = newGuard();
    return heed(acquireAlone(Patience.within(timeout, unit))) ? guard : null;
  }

  /**
   * Locks the mutex alone if it is free. Allowed whatever else the thread holds.
   *
   * @return the guard, to be closed, or null if the mutex is taken
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable WwGuard<T> tryLock() {
    Transaction<?> own = lockClass().own();
    WwGuard<T> guard = new WwGuard<>(this, own.self);
    if (tryAcquire(null, own.self) != LockResult.LOCKED) {
      return null;
    }
    own.countAlone(1);
    return guard;
  }

  /**
   * Runs a body with the mutex locked alone.
   *
   * @param body what to run; given the data
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @HeldDuring(mode = Mode.EXCLUSIVE)
  @MustNotHold("this")
  public <E extends Throwable> void run(@RunsInPlace ThrowingConsumer<? super T, E> body) throws E {
    acquireAlone(Patience.UNLIMITED);
    try {
      body.accept(data);
    } finally {
      releaseAlone();
    }
  }

  /**
   * Calls a function with the mutex locked alone.
   *
   * @param fn what to call; given the data
   * @param <R> the type of its result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @HeldDuring(mode = Mode.EXCLUSIVE)
  @MustNotHold("this")
  public <R extends @Nullable Object, E extends Throwable> R call(
      @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    acquireAlone(Patience.UNLIMITED);
    try {
      return fn.apply(data);
    } finally {
      releaseAlone();
    }
  }

  /**
   * Calls a function with the mutex locked alone, without boxing.
   *
   * @param fn what to call; given the data
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @HeldDuring(mode = Mode.EXCLUSIVE)
  @MustNotHold("this")
  public <E extends Throwable> long callAsLong(@RunsInPlace ThrowingToLongFunction<? super T, E> fn)
      throws E {
    acquireAlone(Patience.UNLIMITED);
    try {
      return fn.applyAsLong(data);
    } finally {
      releaseAlone();
    }
  }

  private WwGuard<T> newGuard() {
    return new WwGuard<>(this, ThreadIds.wordOf(Thread.currentThread()));
  }

  private LockResult acquireAlone(Patience patience) {
    Transaction<?> own = lockClass().own();
    if (ownerWord() == own.self) {
      throw new WwUsageException.AlreadyLocked(this);
    }
    if (!own.isFree()) {
      throw new WwUsageException.MixedLocking(this);
    }
    LockResult result = acquire(null, own.self, false, patience);
    if (result == LockResult.LOCKED) {
      own.countAlone(1);
    }
    return result;
  }

  private static boolean heed(LockResult result) throws InterruptedException {
    if (result == LockResult.INTERRUPTED) {
      throw new InterruptedException();
    }
    return result == LockResult.LOCKED;
  }

  void releaseAlone() {
    lockClass().own().countAlone(-1);
    release();
  }

  void checkThread(long self) {
    if (self != ThreadIds.wordOf(Thread.currentThread())) {
      throw new WwUsageException.WrongThread(this);
    }
  }

  /**
   * Whether anybody holds the mutex; a moment later this may be wrong.
   *
   * @return true while it is held
   */
  @Pure
  public boolean isLocked() {
    return isTaken();
  }

  /**
   * Whether the current thread holds the mutex.
   *
   * @return true while it does
   */
  @Pure
  @HeldIf(mode = Mode.EXCLUSIVE)
  public boolean isHeldByCurrentThread() {
    return ownerWord() == ThreadIds.wordOf(Thread.currentThread());
  }

  /**
   * Asserts that the current thread holds the mutex.
   *
   * @throws WwUsageException.NotLocked if it does not
   */
  @AssertsHeld(mode = Mode.EXCLUSIVE)
  public void assertHeld() {
    if (!isHeldByCurrentThread()) {
      throw new WwUsageException.NotLocked(this);
    }
  }

  /**
   * The name that the mutex was given, or its class and identity.
   *
   * @return never null
   */
  @Pure
  public String name() {
    return name != null ? name : "WwMutex@" + Integer.toHexString(System.identityHashCode(this));
  }

  /** The name and the state of the mutex; never the data. */
  @Override
  public String toString() {
    long owner = ownerWord();
    return name()
        + (owner != 0 ? "[locked by thread " + (owner & Long.MAX_VALUE) + ']' : "[unlocked]");
  }
}

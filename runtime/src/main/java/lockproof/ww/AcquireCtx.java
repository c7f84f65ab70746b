package lockproof.ww;

import java.util.concurrent.TimeUnit;
import lockproof.annotations.Blocking;
import lockproof.annotations.Borrows;
import lockproof.annotations.GuardType;
import lockproof.annotations.Pure;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SetStep;
import lockproof.annotations.SetStep.Step;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thread's acquisition of several mutexes of a class: the bare mechanism, for those who want to
 * back off themselves. It has an age, given when it first meets another one and kept until it is
 * closed, and older contexts go before younger ones.
 *
 * <p>{@link #lock} may answer {@link LockResult#DEADLOCK}. Then release what is held, take the
 * contended mutex with {@link #lockSlow}, which waits as long as it takes, and lock the others
 * again. Anything else is refused with a {@link WwUsageException}.
 *
 * @param <C> the type that names the class
 */
@GuardType
@SetType(value = Role.SET, by = "C")
public final class AcquireCtx<C> extends Transaction<C> implements AutoCloseable {
  private boolean done;
  private boolean closed;

  AcquireCtx(WwClass<C> wwClass, long self, Transaction<C> home) {
    super(wwClass, self, home);
  }

  /**
   * Locks a mutex, waiting where that cannot deadlock.
   *
   * @param mutex the mutex
   * @return {@link LockResult#LOCKED}, {@link LockResult#ALREADY_LOCKED} or {@link
   *     LockResult#DEADLOCK}; never busy because somebody else holds the mutex
   * @throws WwUsageException for a mutex of another class, after {@link #done}, or when a deadlock
   *     was not acted upon
   */
  @Blocking
  @SetStep(value = Step.ACQUIRE, on = "LOCKED", again = "ALREADY_LOCKED", deadlock = "DEADLOCK")
  public LockResult lock(WwMutex<C, ?> mutex) {
    return lock(mutex, Patience.UNLIMITED);
  }

  /**
   * As {@link #lock}, unless the thread is interrupted.
   *
   * @param mutex the mutex
   * @return as {@link #lock}
   * @throws InterruptedException if the thread is interrupted before or while it waits; what is
   *     held stays so
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @SetStep(value = Step.ACQUIRE, on = "LOCKED", again = "ALREADY_LOCKED", deadlock = "DEADLOCK")
  public LockResult lockInterruptibly(WwMutex<C, ?> mutex) throws InterruptedException {
    return heed(lock(mutex, Patience.INTERRUPTIBLE));
  }

  /**
   * As {@link #lock}, within a time and unless the thread is interrupted.
   *
   * @param mutex the mutex
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return as {@link #lock}, or {@link LockResult#TIMED_OUT}
   * @throws InterruptedException if the thread is interrupted before or while it waits; what is
   *     held stays so
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @SetStep(
      value = Step.ACQUIRE,
      on = "LOCKED",
      again = "ALREADY_LOCKED",
      deadlock = "DEADLOCK",
      failed = "TIMED_OUT")
  public LockResult lock(WwMutex<C, ?> mutex, long timeout, TimeUnit unit)
      throws InterruptedException {
    return heed(lock(mutex, Patience.within(timeout, unit)));
  }

  /**
   * Locks a mutex if it is free.
   *
   * @param mutex the mutex
   * @return {@link LockResult#LOCKED}, {@link LockResult#ALREADY_LOCKED} or {@link LockResult#BUSY}
   * @throws WwUsageException as {@link #lock}
   */
  @SetStep(value = Step.ACQUIRE, on = "LOCKED", again = "ALREADY_LOCKED", failed = "BUSY")
  public LockResult tryLock(WwMutex<C, ?> mutex) {
    return tryLock((WwLock) mutex);
  }

  /**
   * As {@link #lock}, content with a mutex that this context holds already.
   *
   * @param mutex the mutex
   * @return {@link LockResult#LOCKED} or {@link LockResult#DEADLOCK}
   * @throws WwUsageException as {@link #lock}
   */
  @Blocking
  @SetStep(value = Step.ACQUIRE, on = "LOCKED", reenters = true, deadlock = "DEADLOCK")
  public LockResult lockOrAlready(WwMutex<C, ?> mutex) {
    LockResult result = lock(mutex);
    return result == LockResult.ALREADY_LOCKED ? LockResult.LOCKED : result;
  }

  /**
   * Locks the mutex that the last deadlock was about, after everything else was released. Waits as
   * long as it takes.
   *
   * @param mutex the contended mutex
   * @throws WwUsageException if there was no such deadlock, or something is held
   */
  @Blocking
  @SetStep(Step.SLOW)
  public void lockSlow(WwMutex<C, ?> mutex) {
    checkSlow(mutex);
    lock(mutex, Patience.UNLIMITED);
  }

  /**
   * As {@link #lockSlow}, unless the thread is interrupted.
   *
   * @param mutex the contended mutex
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws WwUsageException if there was no such deadlock, or something is held
   */
  @Blocking
  @SetStep(Step.SLOW)
  public void lockSlowInterruptibly(WwMutex<C, ?> mutex) throws InterruptedException {
    checkSlow(mutex);
    heed(lock(mutex, Patience.INTERRUPTIBLE));
  }

  private void checkSlow(WwMutex<C, ?> mutex) {
    if (contended() != mutex) {
      throw new WwUsageException.UnneededSlow(mutex);
    }
  }

  private static LockResult heed(LockResult result) throws InterruptedException {
    if (result == LockResult.INTERRUPTED) {
      throw new InterruptedException();
    }
    return result;
  }

  /**
   * Says that everything is locked: whoever locks more with this context has made a mistake.
   *
   * @throws WwUsageException.AfterDone if it was said before
   */
  @SetStep(Step.DONE)
  public void done() {
    checkUsable();
    if (done) {
      throw new WwUsageException.AfterDone(this);
    }
    done = true;
  }

  /**
   * Releases one mutex.
   *
   * @param mutex a mutex that this context holds
   * @throws WwUsageException.NotLocked if it does not
   */
  @SetStep(Step.RELEASE)
  public void unlock(WwMutex<C, ?> mutex) {
    checkUsable();
    release(mutex);
  }

  /** Releases all mutexes that this context holds. */
  @SetStep(Step.RELEASE)
  public void unlockAll() {
    checkUsable();
    releaseAll();
  }

  /**
   * The data of a mutex that this context holds.
   *
   * @param mutex the mutex
   * @param <T> the type of the data
   * @return the data; not to be kept beyond the hold
   * @throws WwUsageException.NotLocked if it is not held
   */
  @Borrows
  @SetStep(Step.USE)
  public <T extends @Nullable Object> T get(WwMutex<C, T> mutex) {
    checkUsable();
    checkHeld(mutex);
    return mutex.data;
  }

  /**
   * Replaces the data of a mutex that this context holds.
   *
   * @param mutex the mutex
   * @param data the new data; nobody else should be able to reach it
   * @param <T> the type of the data
   * @throws WwUsageException.NotLocked if it is not held
   */
  @SetStep(Step.USE)
  public <T extends @Nullable Object> void set(WwMutex<C, T> mutex, T data) {
    checkUsable();
    checkHeld(mutex);
    mutex.data = data;
  }

  /**
   * Calls a function with the data of a mutex that this context holds.
   *
   * @param mutex the mutex
   * @param fn what to call
   * @param <T> the type of the data
   * @param <R> the type of the result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws WwUsageException.NotLocked if the mutex is not held
   */
  @SetStep(Step.USE)
  public <T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R withLocked(
      WwMutex<C, T> mutex, @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    return fn.apply(get(mutex));
  }

  /**
   * How often this context had to back off.
   *
   * @return a count since it was made
   */
  @Override
  @Pure
  public int restarts() {
    return super.restarts();
  }

  /**
   * Ends the context.
   *
   * @throws WwUsageException.StillLocked if it holds mutexes; they are released
   * @throws WwUsageException.ContextClosed if it was closed before
   */
  @Override
  @SetStep(Step.CLOSE)
  public void close() {
    checkUsable();
    closed = true;
    boolean early = holdsSome();
    releaseAll();
    leaveHome();
    if (early) {
      throw new WwUsageException.StillLocked(this);
    }
  }

  private void checkUsable() {
    if (closed) {
      throw new WwUsageException.ContextClosed(this);
    }
    checkThread();
  }

  @Override
  void checkGrowing() {
    checkUsable();
    if (done) {
      throw new WwUsageException.AfterDone(this);
    }
  }

  @Override
  boolean isIdle() {
    return super.isIdle() && !done && !closed;
  }
}

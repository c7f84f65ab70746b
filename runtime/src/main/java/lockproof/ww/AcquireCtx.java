package lockproof.ww;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import lockproof.internal.ThreadIds;
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
public final class AcquireCtx<C> implements AutoCloseable {
  private static final VarHandle STAMP;

  static {
    try {
      STAMP = MethodHandles.lookup().findVarHandle(AcquireCtx.class, "stamp", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int OPEN = 1 << 30;

  private final WwClass<C> wwClass;
  final long self;

  @SuppressWarnings("unused") // through STAMP
  private volatile long stamp;

  private volatile boolean wounded;
  private volatile @Nullable Waiter blocked;

  /** The thread's own context: this one, or where it is written that this one is open. */
  private final AcquireCtx<C> home;

  /**
   * Of the thread's own context: how many mutexes the thread holds without a context, and {@link
   * #OPEN} while it, or one that was made for the thread, is open.
   */
  private int tenure;

  private WwLock[] held = new WwLock[8];
  private int count;
  private int restarts;
  private boolean done;
  private boolean closed;
  private @Nullable WwLock contended;

  AcquireCtx(WwClass<C> wwClass, long self, @Nullable AcquireCtx<C> home) {
    this.wwClass = wwClass;
    this.self = self;
    this.home = home == null ? this : home;
  }

  // What the mechanism asks.

  WwClass<C> lockClass() {
    return wwClass;
  }

  /** Of the thread's own context, as are the next three: one is opened. */
  void open() {
    if (tenure != 0) {
      refuse();
    }
    tenure = OPEN;
  }

  private void refuse() {
    if (isOpen()) {
      throw new WwUsageException.TwoContexts(wwClass);
    }
    throw new WwUsageException.MixedLocking(wwClass);
  }

  boolean isOpen() {
    return (tenure & OPEN) != 0;
  }

  void ended() {
    tenure -= OPEN;
  }

  /** Whether the thread holds nothing of the class by whatever way. */
  boolean isFree() {
    return tenure == 0;
  }

  void countAlone(int change) {
    tenure += change;
  }

  /** The age: smaller is older. Asked by any thread, and given when first asked for. */
  long stamp() {
    long known = (long) STAMP.getAcquire(this);
    if (known != 0) {
      return known;
    }
    long fresh = wwClass.nextStamp();
    long witness = (long) STAMP.compareAndExchange(this, 0L, fresh);
    return witness == 0 ? fresh : witness;
  }

  boolean hasStamp() {
    return stamp != 0;
  }

  boolean isWounded() {
    return wounded;
  }

  /** By an older one that waits for what this one holds. */
  void wound() {
    if (!wounded) {
      wounded = true;
      Waiter waiter = blocked;
      if (waiter != null) {
        LockSupport.unpark(waiter.thread);
      }
    }
  }

  void blocked(@Nullable Waiter waiter) {
    blocked = waiter;
  }

  /** The thread's own context enters another transaction: young again, and unhurt. */
  void begin() {
    restarts = 0;
    if (stamp != 0) {
      STAMP.setRelease(this, 0L);
    }
    if (wounded) {
      wounded = false;
    }
  }

  /** When nothing is held: whoever wounded this one is being served. */
  void heal() {
    if (wounded) {
      wounded = false;
    }
    if (!wwClass.conduct().keepsStamp()) {
      STAMP.setVolatile(this, 0L);
    }
  }

  void countRestart() {
    restarts++;
  }

  // What its thread does with it.

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
    check(mutex);
    return note(mutex, mutex.tryAcquire(this, self));
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
    lock(mutex);
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
    lockInterruptibly(mutex);
  }

  private void checkSlow(WwMutex<C, ?> mutex) {
    if (contended != mutex) {
      throw new WwUsageException.UnneededSlow(mutex);
    }
  }

  private static LockResult heed(LockResult result) throws InterruptedException {
    if (result == LockResult.INTERRUPTED) {
      throw new InterruptedException();
    }
    return result;
  }

  LockResult lock(WwLock mutex, Patience patience) {
    check(mutex);
    return note(mutex, mutex.acquire(this, self, count > 0, patience));
  }

  private LockResult note(WwLock mutex, LockResult result) {
    if (result == LockResult.LOCKED) {
      if (count == held.length) {
        grow(mutex);
      }
      held[count++] = mutex;
      contended = null;
    } else if (result == LockResult.DEADLOCK) {
      contended = mutex;
      restarts++;
    }
    return result;
  }

  private void grow(WwLock taken) {
    boolean grown = false;
    try {
      held = Arrays.copyOf(held, 2 * count);
      grown = true;
    } finally {
      if (!grown) {
        taken.release();
      }
    }
  }

  private void check(WwLock mutex) {
    checkUsable();
    if (mutex.lockClass() != wwClass) {
      throw new WwUsageException.WrongClass(mutex, wwClass);
    }
    if (done) {
      throw new WwUsageException.AfterDone(this);
    }
    if (home.tenure != OPEN) {
      throw new WwUsageException.MixedLocking(mutex);
    }
    WwLock first = contended;
    if (first != null && (count > 0 || first != mutex) && wwClass.conduct().contendedFirst()) {
      throw new WwUsageException.NotBackedOff(first);
    }
  }

  private void checkUsable() {
    if (closed) {
      throw new WwUsageException.ContextClosed(this);
    }
    checkThread();
  }

  void checkThread() {
    if (self != ThreadIds.wordOf(Thread.currentThread())) {
      throw new WwUsageException.WrongThread(this);
    }
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

  void release(WwLock mutex) {
    for (int i = count - 1; i >= 0; i--) {
      if (held[i] == mutex) {
        held[i] = held[--count];
        held[count] = null;
        mutex.release();
        if (count == 0) {
          heal();
        }
        return;
      }
    }
    throw new WwUsageException.NotLocked(mutex);
  }

  /** Releases all mutexes that this context holds. */
  @SetStep(Step.RELEASE)
  public void unlockAll() {
    checkUsable();
    releaseAll();
  }

  void releaseAll() {
    int n = count;
    count = 0;
    for (int i = n - 1; i >= 0; i--) {
      held[i].open();
    }
    for (int i = n - 1; i >= 0; i--) {
      held[i].wake();
      held[i] = null;
    }
    heal();
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

  private void checkHeld(WwLock mutex) {
    checkUsable();
    if (!mutex.isHeldBy(this)) {
      throw new WwUsageException.NotLocked(mutex);
    }
  }

  /** Fresh enough for a lock set to work over it. */
  boolean isIdle() {
    return count == 0 && !done && !closed && contended == null;
  }

  @Nullable WwLock takeContended() {
    WwLock about = contended;
    contended = null;
    return about;
  }

  /**
   * How often this context had to back off.
   *
   * @return a count since it was made
   */
  @Pure
  public int restarts() {
    return restarts;
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
    boolean early = count > 0;
    releaseAll();
    home.ended();
    if (early) {
      throw new WwUsageException.StillLocked(this);
    }
  }

  @Override
  public String toString() {
    return "AcquireCtx of " + wwClass.name();
  }
}

package lockproof.ww;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import lockproof.internal.ThreadIds;
import org.jspecify.annotations.Nullable;

/**
 * One thread's dealings with a class of mutexes: its age, whether an older one has asked it to give
 * way, and what it holds. Each thread has one of its own for each class, for the closure forms and
 * for what it locks alone; an {@link AcquireCtx} is one that the program made itself.
 *
 * @param <C> the type that names the class
 */
sealed class Transaction<C> permits AcquireCtx {
  private static final VarHandle STAMP;

  static {
    try {
      STAMP = MethodHandles.lookup().findVarHandle(Transaction.class, "stamp", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int OPEN = 1 << 30;

  /** A thread is crowded that finds mutexes busy more often than once in so many sets. */
  private static final int CROWDED = 64;

  private final WwClass<C> wwClass;
  final long self;

  @SuppressWarnings("unused") // through STAMP
  private volatile long stamp;

  private volatile boolean wounded;
  private volatile @Nullable Waiter blocked;

  /** The thread's own: this one, or where it is written that this one is open. */
  private final Transaction<C> home;

  /**
   * Of the thread's own: how many mutexes the thread holds alone, and {@link #OPEN} while it, or
   * one that was made for the thread, is open.
   */
  private int tenure;

  private WwLock[] held = new WwLock[8];
  private int count;
  private int restarts;

  /** Of the thread's own, as is the next: how many sets it began since it found a mutex busy. */
  private int undisturbed = CROWDED;

  private boolean crowded;
  private @Nullable WwLock contended;

  /** A thread's own one. */
  Transaction(WwClass<C> wwClass, long self) {
    this.wwClass = wwClass;
    this.self = self;
    this.home = this;
  }

  /** One beside the thread's own. */
  Transaction(WwClass<C> wwClass, long self, Transaction<C> home) {
    this.wwClass = wwClass;
    this.self = self;
    this.home = home;
  }

  final WwClass<C> lockClass() {
    return wwClass;
  }

  /** Of the thread's own, as are the next three: one is opened. */
  final void open() {
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

  final boolean isOpen() {
    return (tenure & OPEN) != 0;
  }

  final void ended() {
    tenure -= OPEN;
  }

  /** Whether the thread holds nothing of the class by whatever way. */
  final boolean isFree() {
    return tenure == 0;
  }

  final void countAlone(int change) {
    tenure += change;
  }

  /** The age: smaller is older. Asked by any thread, and given when first asked for. */
  final long stamp() {
    long known = (long) STAMP.getAcquire(this);
    if (known != 0) {
      return known;
    }
    long fresh = wwClass.nextStamp();
    long witness = (long) STAMP.compareAndExchange(this, 0L, fresh);
    return witness == 0 ? fresh : witness;
  }

  final boolean hasStamp() {
    return stamp != 0;
  }

  final boolean isWounded() {
    return wounded;
  }

  /** By an older one that waits for what this one holds. */
  final void wound() {
    if (!wounded) {
      wounded = true;
      Waiter waiter = blocked;
      if (waiter != null) {
        LockSupport.unpark(waiter.thread);
      }
    }
  }

  final void blocked(@Nullable Waiter waiter) {
    blocked = waiter;
  }

  /** The thread's own begins anew: young again, and unhurt. */
  final void begin() {
    restarts = 0;
    undisturbed++;
    if (stamp != 0) {
      STAMP.setRelease(this, 0L);
    }
    if (wounded) {
      wounded = false;
    }
  }

  /** When nothing is held: whoever wounded this one is being served. */
  final void heal() {
    if (wounded) {
      wounded = false;
    }
    if (!wwClass.conduct().keepsStamp()) {
      STAMP.setVolatile(this, 0L);
    }
  }

  int restarts() {
    return restarts;
  }

  /** Nothing is held, and what was locked is to be locked once more. */
  final void gaveWay() {
    restarts++;
    heal();
  }

  /** A mutex of the set was found busy. */
  final void foundBusy() {
    crowded = undisturbed < CROWDED;
    undisturbed = 0;
  }

  /** Whether the last two times that a mutex was found busy were close to each other. */
  final boolean isCrowded() {
    return crowded;
  }

  final LockResult lock(WwLock mutex, Patience patience) {
    check(mutex);
    return note(mutex, mutex.acquire(this, self, count > 0, patience));
  }

  final LockResult tryLock(WwLock mutex) {
    check(mutex);
    return note(mutex, mutex.tryAcquire(this, self));
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
    checkGrowing();
    if (mutex.lockClass() != wwClass) {
      throw new WwUsageException.WrongClass(mutex, wwClass);
    }
    if (home.tenure != OPEN) {
      throw new WwUsageException.MixedLocking(mutex);
    }
    WwLock first = contended;
    if (first != null && (count > 0 || first != mutex) && wwClass.conduct().contendedFirst()) {
      throw new WwUsageException.NotBackedOff(first);
    }
  }

  /** Whether more may be locked with it. */
  void checkGrowing() {
    checkThread();
  }

  final void checkThread() {
    if (self != ThreadIds.wordOf(Thread.currentThread())) {
      throw new WwUsageException.WrongThread(this);
    }
  }

  final void release(WwLock mutex) {
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

  final void releaseAll() {
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

  final void checkHeld(WwLock mutex) {
    if (!mutex.isHeldBy(this)) {
      throw new WwUsageException.NotLocked(mutex);
    }
  }

  /** Fresh enough for a lock set to work over it. */
  boolean isIdle() {
    return count == 0 && contended == null;
  }

  final @Nullable WwLock contended() {
    return contended;
  }

  final boolean holdsSome() {
    return count > 0;
  }

  /** Of one beside the thread's own: the thread may open another one. */
  final void leaveHome() {
    home.ended();
  }

  final @Nullable WwLock takeContended() {
    WwLock about = contended;
    contended = null;
    return about;
  }

  /** A lock set that works over this one. */
  final LockSet<C> lockSet() {
    checkThread();
    checkIdle();
    return new LockSet<>(wwClass, this);
  }

  final void checkIdle() {
    if (!isIdle()) {
      throw new WwUsageException.NotEmpty(this);
    }
  }

  @Override
  public String toString() {
    return "AcquireCtx of " + wwClass.name();
  }
}

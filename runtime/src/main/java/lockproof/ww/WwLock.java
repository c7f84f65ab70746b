package lockproof.ww;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.context.LocalInterrupts;
import lockproof.internal.Contention;
import org.jspecify.annotations.Nullable;

/**
 * The mechanism of a mutex. The word is zero, or tells the owning thread. Beside it stands the
 * context with which it was taken: written by the owner alone, after the word, and only when it is
 * another one than last time; until then those who look see the previous context.
 *
 * <p>So there is a pair of store and load, with a fence between, on which the absence of deadlocks
 * rests: who takes the mutex writes the word, then looks for waiters and judges them; who waits
 * enters the list, then looks at the mutex and judges itself. The context follows the word without
 * a fence of its own. A waiter may see the word with the previous context at its first look, judge
 * that one, and correct itself after a short first nap.
 *
 * <p>A second pair does without the fence where nobody waits. Who releases writes the word, then
 * looks for waiters, and may look too early to see one that enters the list at that moment, and
 * finds the mutex taken. Such a waiter wakes by itself after that nap; later releases see it.
 */
abstract sealed class WwLock extends WaitList permits WwMutex {
  /** How often a busy mutex is looked at before its thread waits. */
  static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 40 : 0;

  private static final int OVERTAKEN = 16;
  private static final long FIRST_NAP = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long BACKSTOP = TimeUnit.SECONDS.toNanos(1);
  private static final VarHandle WORD;
  private static final VarHandle OWNER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WORD = lookup.findVarHandle(WwLock.class, "word", long.class);
      OWNER = lookup.findVarHandle(WwLock.class, "owner", Transaction.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through WORD
  private volatile long word;

  private volatile @Nullable Transaction<?> owner;

  /** The class, if taking the word is all there is to locking. */
  private final @Nullable WwClass<?> plainClass;

  /** Otherwise: the lock that goes with it, and the class. */
  private final @Nullable Adopted adopted;

  private record Adopted(ReentrantLock lock, WwClass<?> wwClass) {}

  WwLock(WwClass<?> wwClass, @Nullable ReentrantLock lock) {
    this.plainClass = lock == null ? wwClass : null;
    this.adopted = lock == null ? null : new Adopted(lock, wwClass);
  }

  final WwClass<?> lockClass() {
    return adopted == null ? plainClass : adopted.wwClass();
  }

  final long ownerWord() {
    return word;
  }

  final boolean isHeldBy(Transaction<?> ctx) {
    return word == ctx.self && owner == ctx;
  }

  final boolean isTaken() {
    return word != 0 || adopted != null && adopted.lock().isLocked();
  }

  /**
   * One attempt at a mutex that is expected to be free, of the right class, and not adopted. What
   * is expected is looked at afterwards: a look before would fetch a line from another processor
   * twice, first to read and then to write.
   */
  final boolean takeFast(Transaction<?> ctx) {
    if (!WORD.compareAndSet(this, 0L, ctx.self)) {
      return false;
    }
    if (ctx.lockClass() != plainClass) {
      releaseWord();
      return false;
    }
    taken(ctx);
    return true;
  }

  private boolean take(@Nullable Transaction<?> ctx, long self) {
    if (!WORD.compareAndSet(this, 0L, self)) {
      return false;
    }
    taken(ctx);
    return true;
  }

  private void taken(@Nullable Transaction<?> ctx) {
    if (owner != ctx) {
      OWNER.setRelease(this, ctx);
    }
    if (ctx != null && someHold()) {
      judgeSlowly(ctx);
    }
  }

  /** One attempt, without waiting. */
  final LockResult tryAcquire(@Nullable Transaction<?> ctx, long self) {
    if (word == self) {
      return LockResult.ALREADY_LOCKED;
    }
    if (word != 0 || !take(ctx, self)) {
      return LockResult.BUSY;
    }
    return adopted == null ? LockResult.LOCKED : tryAcquireAdopted(adopted.lock());
  }

  /**
   * Acquires.
   *
   * @param ctx the context, or null for a mutex that is locked alone
   * @param self the word of this thread
   * @param holds whether the context holds other mutexes; if not, it never has to back off
   * @param patience how long to wait
   */
  final LockResult acquire(
      @Nullable Transaction<?> ctx, long self, boolean holds, Patience patience) {
    if (word == self) {
      return LockResult.ALREADY_LOCKED;
    }
    if (patience.interrupted()) {
      return LockResult.INTERRUPTED;
    }
    LockResult result =
        take(ctx, self) ? LockResult.LOCKED : acquireSlowly(ctx, self, holds, patience);
    return result == LockResult.LOCKED && adopted != null
        ? acquireAdopted(adopted.lock(), patience)
        : result;
  }

  private LockResult acquireSlowly(
      @Nullable Transaction<?> ctx, long self, boolean holds, Patience patience) {
    for (int i = 0; i < SPINS; i++) {
      if (word == 0 && take(ctx, self)) {
        return LockResult.LOCKED;
      }
      Thread.onSpinWait();
    }
    if (patience.left() <= 0) {
      return LockResult.TIMED_OUT;
    }
    if (ctx != null && mustBackOff(ctx, holds)) {
      return LockResult.DEADLOCK;
    }
    Object event = Contention.begin();
    long stamp = ctx != null ? ctx.stamp() : lockClass().nextStamp();
    Waiter waiter = new Waiter(ctx, self, stamp, holds);
    LockResult result = LockResult.BUSY;
    try {
      enter();
      insert(waiter);
      exit();
      if (ctx != null) {
        ctx.blocked(waiter);
      }
      result = await(waiter, patience);
    } finally {
      if (ctx != null) {
        ctx.blocked(null);
      }
      result = leave(waiter, result);
      Contention.end(event, this, result == LockResult.LOCKED);
    }
    return result;
  }

  private LockResult await(Waiter waiter, Patience patience) {
    Transaction<?> ctx = waiter.ctx;
    boolean interrupted = false;
    long nap = FIRST_NAP;
    int overtaken = 0;
    try {
      while (true) {
        if (waiter.woken) {
          overtaken++;
          waiter.woken = false;
        }
        if (waiter.granted || WORD.compareAndSet(this, 0L, waiter.self)) {
          return LockResult.LOCKED;
        }
        if (ctx != null && mustBackOff(ctx, waiter.holds)) {
          return LockResult.DEADLOCK;
        }
        if (Thread.interrupted()) {
          if (patience.interruptible()) {
            return LockResult.INTERRUPTED;
          }
          interrupted = true;
        }
        long left = patience.left();
        if (left <= 0) {
          return LockResult.TIMED_OUT;
        }
        if (overtaken == OVERTAKEN) {
          waiter.impatient = true;
        }
        LocalInterrupts.parkNanos(this, Math.min(left, nap));
        nap = BACKSTOP;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Out of the list; a mutex that was handed over meanwhile is held all the same. */
  private LockResult leave(Waiter waiter, LockResult result) {
    Waiter next = null;
    enter();
    remove(waiter);
    boolean held = waiter.granted || result == LockResult.LOCKED;
    if (!waiter.granted && held) {
      owner = waiter.ctx;
      judgeWaiters(waiter.ctx);
    } else if (!held && word == 0) {
      next = first();
    }
    exit();
    if (next != null) {
      next.wake();
    }
    return held ? LockResult.LOCKED : result;
  }

  /** By one who is about to wait, after it entered the list, or instead. */
  private boolean mustBackOff(Transaction<?> ctx, boolean holds) {
    Transaction<?> other = owner;
    if (lockClass().isWaitDie()) {
      return holds && other != null && other != ctx && ctx.stamp() > other.stamp();
    }
    if (holds && ctx.isWounded()) {
      return true;
    }
    if (other != null && other != ctx) {
      long age = other.stamp();
      if (holds && ctx.stamp() < age && lockClass().conduct().wounds()) {
        other.wound();
      }
    }
    return false;
  }

  /** By the new owner. One without an age is younger than all who wait. */
  private void judgeSlowly(Transaction<?> ctx) {
    if (ctx.hasStamp()) {
      enter();
      judgeWaiters(ctx);
      exit();
    } else if (!lockClass().isWaitDie() && lockClass().conduct().wounds()) {
      ctx.wound();
    }
  }

  /** For the new owner, with the bit. */
  private void judgeWaiters(@Nullable Transaction<?> ctx) {
    if (ctx == null || !someHold()) {
      return;
    }
    for (Waiter w = first(); w != null; w = w.next) {
      if (!w.holds) {
        continue;
      }
      if (!lockClass().isWaitDie()) {
        if (w.stamp < ctx.stamp() && lockClass().conduct().wounds()) {
          ctx.wound();
        }
        return;
      }
      if (w.stamp > ctx.stamp()) {
        w.wake();
      }
    }
  }

  private LockResult tryAcquireAdopted(ReentrantLock lock) {
    if (!lock.isHeldByCurrentThread() && lock.tryLock()) {
      return LockResult.LOCKED;
    }
    releaseWord();
    return LockResult.BUSY;
  }

  private LockResult acquireAdopted(ReentrantLock lock, Patience patience) {
    LockResult result = LockResult.BUSY;
    try {
      if (lock.isHeldByCurrentThread()) {
        throw new WwUsageException.MixedLocking(this);
      }
      if (!patience.interruptible()) {
        lock.lock();
        result = LockResult.LOCKED;
      } else {
        boolean locked = lock.tryLock(patience.left(), TimeUnit.NANOSECONDS);
        result = locked ? LockResult.LOCKED : LockResult.TIMED_OUT;
      }
    } catch (InterruptedException e) {
      result = LockResult.INTERRUPTED;
    } finally {
      if (result != LockResult.LOCKED) {
        releaseWord();
      }
    }
    return result;
  }

  private void releaseWord() {
    openWord();
    wake();
  }

  /** Releases this one; of several, {@link #open} all before {@link #wake}. */
  final void release() {
    open();
    wake();
  }

  final void open() {
    if (plainClass == null) {
      unlockAdopted();
    }
    openWord();
  }

  private void unlockAdopted() {
    if (adopted != null && adopted.lock().isHeldByCurrentThread()) {
      adopted.lock().unlock();
    }
  }

  private void openWord() {
    if (hasWaiters()) {
      openSlowly();
    } else {
      WORD.setRelease(this, 0L);
    }
  }

  private void openSlowly() {
    Waiter waiter = first();
    if (waiter != null && waiter.impatient) {
      handOver();
    } else {
      word = 0;
    }
  }

  final void wake() {
    if (hasWaiters()) {
      wakeFirst();
    }
  }

  /** With a fence before the look: one that leaves meanwhile sees the word, and wakes the next. */
  private void wakeFirst() {
    VarHandle.fullFence();
    Waiter waiter = first();
    if (waiter != null && word == 0) {
      waiter.wake();
    }
  }

  private void handOver() {
    enter();
    Waiter heir = first();
    if (heir != null) {
      remove(heir);
      owner = heir.ctx;
      word = heir.self;
      judgeWaiters(heir.ctx);
      heir.granted = true;
    } else {
      word = 0;
    }
    exit();
    if (heir != null) {
      LockSupport.unpark(heir.thread);
    }
  }
}

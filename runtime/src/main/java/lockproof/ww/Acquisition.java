package lockproof.ww;

import java.util.concurrent.TimeUnit;
import lockproof.context.LocalInterrupts;

/**
 * Locks a known set: in the order given, the contended one first after each deadlock.
 *
 * <p>The first times it gives way as soon as a mutex stays busy, deadlock or not, and waits for it
 * with nothing held: nothing is lost by that but an attempt, and threads that wait while they hold
 * make others wait in turn. One that is out of luck goes on by age.
 *
 * <p>Where threads are in each other's way all the time, with sections so short that a busy mutex
 * is free again when one has given way, the processors do little else than pass mutexes to and fro,
 * and one of them alone would get more done than all together. There a thread that gives way sits
 * out for a moment and leaves the field to the others, as Dice's Malthusian locks have it. Where
 * sections are longer the mutex is not free so soon, and its owner is waited for.
 */
final class Acquisition {
  private static final int GIVES_WAY = 3;

  /** How often a mutex is looked at that should be free again soon. */
  private static final int LOOKS = 8;

  private static final long SITS_OUT = TimeUnit.MICROSECONDS.toNanos(500);

  private Acquisition() {}

  /**
   * Locks all, or throws and holds none.
   *
   * @param ctx a context that holds nothing else
   * @param held how many of the first are held already
   * @param locks what to lock
   */
  static void lockAll(Transaction<?> ctx, int held, WwLock... locks) {
    int contended = -1;
    int next = held;
    int failed = 0;
    boolean complete = false;
    try {
      while (next < locks.length) {
        if (next == contended || lock(ctx, locks[next], next > 0 || contended >= 0, failed)) {
          next++;
        } else {
          int about = next;
          release(locks, next, contended);
          next = 0;
          contended = -1;
          failed++;
          ctx.gaveWay();
          if (failed <= GIVES_WAY && ctx.isCrowded() && isFreeSoon(locks[about])) {
            LocalInterrupts.parkNanos(ctx.lockClass(), SITS_OUT);
          }
          if (ctx.lockClass().conduct().contendedFirst()) {
            lock(ctx, locks[about], false, failed);
            contended = about;
          }
        }
      }
      complete = true;
    } finally {
      if (!complete) {
        release(locks, next, contended);
      }
    }
  }

  /** Whether it is locked now. It is if none is held; else the caller may have to give way. */
  private static boolean lock(Transaction<?> ctx, WwLock lock, boolean holds, int failed) {
    if (lock.lockClass() != ctx.lockClass()) {
      throw new WwUsageException.WrongClass(lock, ctx.lockClass());
    }
    LockResult result =
        holds && failed < GIVES_WAY
            ? tryBriefly(ctx, lock)
            : lock.acquire(ctx, ctx.self, holds, Patience.UNLIMITED);
    if (result == LockResult.ALREADY_LOCKED) {
      throw new WwUsageException.AlreadyLocked(lock);
    }
    return result == LockResult.LOCKED;
  }

  private static LockResult tryBriefly(Transaction<?> ctx, WwLock lock) {
    LockResult result = lock.tryAcquire(ctx, ctx.self);
    if (result == LockResult.BUSY) {
      ctx.foundBusy();
      for (int i = ctx.isCrowded() ? 0 : WwLock.SPINS; i > 0 && result == LockResult.BUSY; i--) {
        Thread.onSpinWait();
        result = lock.tryAcquire(ctx, ctx.self);
      }
    }
    return result;
  }

  private static boolean isFreeSoon(WwLock lock) {
    int looks = LOOKS;
    while (lock.isTaken() && --looks > 0) {
      Thread.onSpinWait();
    }
    return looks > 0;
  }

  private static void release(WwLock[] locks, int count, int contended) {
    for (int i = count - 1; i >= 0; i--) {
      if (i != contended) {
        locks[i].release();
      }
    }
    if (contended >= 0) {
      locks[contended].release();
    }
  }

  static void releaseAll(WwLock[] locks) {
    for (int i = locks.length - 1; i >= 0; i--) {
      locks[i].open();
    }
    for (int i = locks.length - 1; i >= 0; i--) {
      locks[i].wake();
    }
  }
}

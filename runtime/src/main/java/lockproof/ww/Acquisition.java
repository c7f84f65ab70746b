package lockproof.ww;

/**
 * Locks a known set: in the order given, the contended one first after each deadlock.
 *
 * <p>The first times it gives way as soon as a mutex stays busy, deadlock or not, and waits for it
 * with nothing held: nothing is lost by that but an attempt, and threads that wait while they hold
 * make others wait in turn. One that is out of luck goes on by age.
 */
final class Acquisition {
  private static final int GIVES_WAY = 2;

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
        boolean first = next == 0 && contended < 0;
        LockResult result =
            next == contended
                ? LockResult.LOCKED
                : lock(ctx, locks[next], !first, !first && failed < GIVES_WAY);
        if (result == LockResult.LOCKED) {
          next++;
        } else {
          int about = next;
          release(locks, next, contended);
          next = 0;
          contended = -1;
          failed++;
          ctx.countRestart();
          ctx.heal();
          if (ctx.lockClass().conduct().contendedFirst()) {
            lock(ctx, locks[about], false, false);
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

  private static LockResult lock(Transaction<?> ctx, WwLock lock, boolean holds, boolean briefly) {
    if (lock.lockClass() != ctx.lockClass()) {
      throw new WwUsageException.WrongClass(lock, ctx.lockClass());
    }
    LockResult result =
        briefly ? tryBriefly(ctx, lock) : lock.acquire(ctx, ctx.self, holds, Patience.UNLIMITED);
    if (result == LockResult.ALREADY_LOCKED) {
      throw new WwUsageException.AlreadyLocked(lock);
    }
    return result;
  }

  private static LockResult tryBriefly(Transaction<?> ctx, WwLock lock) {
    LockResult result = lock.tryAcquire(ctx, ctx.self);
    for (int i = 0; result == LockResult.BUSY && i < WwLock.SPINS; i++) {
      Thread.onSpinWait();
      result = lock.tryAcquire(ctx, ctx.self);
    }
    return result;
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

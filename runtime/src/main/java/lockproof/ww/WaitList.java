package lockproof.ww;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one mutex, the oldest first, under a spin bit. Nobody parks while it has the
 * bit, so who spins for it waits for a thread that can run.
 */
abstract class WaitList {
  private static final int SPINS = 32;
  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(20);

  /** In the state: somebody changes the list. The rest counts those who hold other mutexes. */
  private static final int BIT = 1;

  private static final int ONE_HOLDS = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(WaitList.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** But for the bit, written with the bit. */
  private volatile int state;

  /** The oldest; written with the bit, read by anybody. */
  private volatile @Nullable Waiter first;

  final @Nullable Waiter first() {
    return first;
  }

  final boolean hasWaiters() {
    return first != null;
  }

  final boolean someHold() {
    return state > BIT;
  }

  final void enter() {
    int spins = 0;
    while (!tryEnter()) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else if (spins < 2 * SPINS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(this, NAP);
      }
    }
  }

  private boolean tryEnter() {
    int seen = state;
    return (seen & BIT) == 0 && STATE.weakCompareAndSetAcquire(this, seen, seen | BIT);
  }

  final void exit() {
    STATE.setRelease(this, state & ~BIT);
  }

  /** With the bit. */
  final void insert(Waiter waiter) {
    Waiter before = null;
    Waiter after = first;
    while (after != null && after.stamp < waiter.stamp) {
      before = after;
      after = after.next;
    }
    waiter.next = after;
    if (before == null) {
      first = waiter;
    } else {
      before.next = waiter;
    }
    state += waiter.holds ? ONE_HOLDS : 0;
  }

  /** With the bit; nothing if it is not there. */
  final void remove(Waiter waiter) {
    Waiter before = null;
    Waiter at = first;
    while (at != null && at != waiter) {
      before = at;
      at = at.next;
    }
    if (at == null) {
      return;
    }
    if (before == null) {
      first = at.next;
    } else {
      before.next = at.next;
    }
    state -= at.holds ? ONE_HOLDS : 0;
  }
}

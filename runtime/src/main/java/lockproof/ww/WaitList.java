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
  private static final VarHandle BIT;

  static {
    try {
      BIT = MethodHandles.lookup().findVarHandle(WaitList.class, "bit", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through BIT
  private volatile int bit;

  /** The oldest; written with the bit, read by anybody. */
  private volatile @Nullable Waiter first;

  /** How many of them hold other mutexes; as {@link #first}. */
  private volatile int holding;

  final @Nullable Waiter first() {
    return first;
  }

  final boolean hasWaiters() {
    return first != null;
  }

  final boolean someHold() {
    return holding != 0;
  }

  final void enter() {
    int spins = 0;
    while (!BIT.weakCompareAndSetAcquire(this, 0, 1)) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else if (spins < 2 * SPINS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(this, NAP);
      }
    }
  }

  final void exit() {
    BIT.setRelease(this, 0);
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
    holding += waiter.holds ? 1 : 0;
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
    holding -= at.holds ? 1 : 0;
  }
}

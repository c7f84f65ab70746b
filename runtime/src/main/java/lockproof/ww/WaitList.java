package lockproof.ww;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one mutex, the oldest first, under a spin bit. Nobody parks while it has the
 * bit, so who spins for it waits for a thread that can run.
 */
abstract class WaitList {
  private static final int SPINS = 64;
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

  final @Nullable Waiter first() {
    return first;
  }

  final boolean hasWaiters() {
    return first != null;
  }

  final void enter() {
    int spins = 0;
    while (!BIT.weakCompareAndSetAcquire(this, 0, 1)) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
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
  }
}

package lockproof.ww;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread that waits for one mutex. */
final class Waiter {
  final Thread thread = Thread.currentThread();
  final @Nullable Transaction<?> ctx;
  final long self;
  final long stamp;

  /** Whether the context holds other mutexes, and so can be part of a cycle. */
  final boolean holds;

  /** Since it last tried, the thread was woken to try: it need not be woken again. */
  volatile boolean woken;

  /** Overtaken too often: the next release hands the mutex over. */
  volatile boolean impatient;

  /** The mutex was handed over and belongs to this waiter. */
  volatile boolean granted;

  /** In the list, older before younger. */
  @Nullable Waiter next;

  Waiter(@Nullable Transaction<?> ctx, long self, long stamp, boolean holds) {
    this.ctx = ctx;
    this.self = self;
    this.stamp = stamp;
    this.holds = holds;
  }

  void wake() {
    if (!woken) {
      woken = true;
      LockSupport.unpark(thread);
    }
  }
}

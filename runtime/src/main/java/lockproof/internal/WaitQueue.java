package lockproof.internal;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of every lock: spin a little, queue, then try and park in turn.
 *
 * <p>A lock that releases with a full fence before {@link #wake()} is woken exactly. One that
 * releases with a mere release store may be seen free too late by the releasing thread's own look
 * at the queue; its waiters therefore park for short times. Either way a lost wake-up costs a delay
 * and never a hang, also when a stack overflow cut the release short.
 */
public final class WaitQueue {
  /** While such a waiter is queued, only the first may acquire, and newcomers queue behind. */
  public static final int FAIR = 1;

  /** The wait is a window for handlers. Not together with {@link #FAIR}. */
  public static final int WINDOW = 2;

  /** An interrupt of the thread ends the wait. */
  public static final int INTERRUPTIBLE = 4;

  /** The lock releases with a full fence. */
  public static final int EXACT = 8;

  /** After success the next in the queue is woken too. */
  public static final int SHARED = 16;

  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;
  private static final long SHORTEST_NAP = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long BACKSTOP = TimeUnit.SECONDS.toNanos(1);

  private final Object lock;
  private final ConcurrentLinkedQueue<Waiter> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger fair = new AtomicInteger();

  /** One attempt to acquire, without waiting. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * Tries once.
     *
     * @return whether the lock was acquired
     */
    boolean attempt();
  }

  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean woken;
    private volatile boolean gone;
  }

  /**
   * A queue without waiters.
   *
   * @param lock what they will wait for; named in thread dumps and events
   */
  public WaitQueue(Object lock) {
    this.lock = lock;
  }

  /**
   * Whether a newcomer may try at once.
   *
   * @return false while somebody waits who must not be overtaken
   */
  public boolean mayOvertake() {
    return fair.get() == 0;
  }

  /** Wakes the first in the queue, if there is one. Called after each release. */
  public void wake() {
    Waiter first = first();
    if (first != null && !first.woken) {
      first.woken = true;
      LockSupport.unpark(first.thread);
    }
  }

  private @Nullable Waiter first() {
    Waiter first = queue.peek();
    while (first != null && first.gone) {
      queue.remove(first);
      first = queue.peek();
    }
    return first;
  }

  /**
   * Waits until the attempt succeeds. Nothing changes when this throws, {@link OutOfMemoryError}
   * included.
   *
   * @param attempt one try
   * @param how flags of this class; not {@link #INTERRUPTIBLE}
   */
  public void acquire(Attempt attempt, int how) {
    try {
      acquire(attempt, how & ~INTERRUPTIBLE, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Waits until the attempt succeeds, time is up, or the thread is interrupted.
   *
   * @param attempt one try
   * @param how flags of this class
   * @param nanos how long to wait at most; {@link Long#MAX_VALUE} for no limit
   * @return whether the attempt succeeded
   * @throws InterruptedException if the thread was interrupted and the wait is interruptible
   */
  public boolean acquire(Attempt attempt, int how, long nanos) throws InterruptedException {
    if ((how & INTERRUPTIBLE) != 0 && Thread.interrupted()) {
      throw new InterruptedException();
    }
    for (int i = 0; i < SPINS; i++) {
      if (mayOvertake() && attempt.attempt()) {
        return true;
      }
      Thread.onSpinWait();
    }
    if (nanos <= 0) {
      return false;
    }
    Object event = Contention.begin();
    boolean acquired = false;
    Waiter self = new Waiter();
    fair.addAndGet(how & FAIR);
    try {
      queue.add(self);
      acquired = queueUp(self, attempt, how, nanos);
    } finally {
      self.gone = true;
      fair.addAndGet(-(how & FAIR));
      leave(self, !acquired || (how & SHARED) != 0);
      Contention.end(event, lock, acquired);
    }
    return acquired;
  }

  /** What fails here must not hide that the lock was acquired: a waiter that is gone is skipped. */
  private void leave(Waiter self, boolean wakeNext) {
    try {
      queue.remove(self);
      if (wakeNext) {
        wake();
      }
    } catch (StackOverflowError e) {
      // The next in the queue finds out by itself after its nap.
    }
  }

  private boolean queueUp(Waiter self, Attempt attempt, int how, long nanos)
      throws InterruptedException {
    long longest = (how & EXACT) != 0 ? BACKSTOP : LONGEST_NAP;
    long nap = (how & EXACT) != 0 ? BACKSTOP : SHORTEST_NAP;
    long start = nanos == Long.MAX_VALUE ? 0 : System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        self.woken = false;
        if ((mayOvertake() || first() == self) && attempt.attempt()) {
          return true;
        }
        if (Thread.interrupted()) {
          if ((how & INTERRUPTIBLE) != 0) {
            throw new InterruptedException();
          }
          interrupted = true;
        }
        long left = nanos;
        if (nanos != Long.MAX_VALUE) {
          left = nanos - (System.nanoTime() - start);
          if (left <= 0) {
            return false;
          }
        }
        park(Math.min(nap, left), (how & WINDOW) != 0);
        nap = Math.min(2 * nap, longest);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void park(long nanos, boolean window) {
    if (window) {
      InterruptState.current().park(lock, nanos);
    } else {
      InterruptState.parkPlainly(lock, nanos);
    }
  }
}

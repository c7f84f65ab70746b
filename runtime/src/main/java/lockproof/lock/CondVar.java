package lockproof.lock;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import lockproof.annotations.Awaits;
import lockproof.annotations.Blocking;
import lockproof.annotations.RunsInPlace;
import lockproof.context.ContextException;
import lockproof.context.LocalInterrupts;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the data of one lock, made by the lock's {@code newCondition()}. A thread waits
 * with its guard: the lock is released for the wait and held again afterwards, and with the guard
 * of a {@link SpinLockIrq} local interrupts are enabled meanwhile. A guard that was acquired with a
 * token is of a type that no method here accepts.
 *
 * <p>The forms with a predicate are the ones to use. The others may return without a signal, and
 * belong in a loop. Waits are windows for handlers. Signals may be sent with or without the lock,
 * by any thread, and go to whoever waits longest; one that is sent while nobody waits is lost.
 *
 * <p>Memory effects are those of the lock: what its holders did before they released happens before
 * a wait returns. The idea is the monitor of Mesa: a signal is a hint, and the predicate decides.
 *
 * @param <T> the type of the guarded data
 */
public final class CondVar<T extends @Nullable Object> {
  private static final int WAITING = 0;
  private static final int SIGNALLED = 1;
  private static final int GONE = 2;

  private final ExclusiveLock<T> lock;
  private final ConcurrentLinkedQueue<Waiter> queue = new ConcurrentLinkedQueue<>();

  static final class Waiter extends AtomicInteger {
    private static final long serialVersionUID = 1L;
    private final transient Thread thread = Thread.currentThread();

    private boolean signal() {
      boolean waiting = compareAndSet(WAITING, SIGNALLED);
      if (waiting) {
        LockSupport.unpark(thread);
      }
      return waiting;
    }

    /** From here on no signal is spent on the thread; false when one came first. */
    boolean giveUp() {
      return compareAndSet(WAITING, GONE);
    }
  }

  CondVar(ExclusiveLock<T> lock) {
    this.lock = lock;
  }

  /**
   * Waits until the data fulfils a predicate.
   *
   * @param guard the hold of this condition's lock
   * @param until tested with the lock held, before waiting and after each signal
   * @throws InterruptedException if the thread is interrupted while it waits; the lock is held
   * @throws ContextException if interrupts would stay disabled during the wait
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  @Blocking
  @Awaits(untilTrue = true)
  public void await(WaitableGuard<T> guard, @RunsInPlace Predicate<? super T> until)
      throws InterruptedException {
    ExclusiveGuard<T> hold = check(guard);
    while (!until.test(hold.get())) {
      doAwait(hold, true, Long.MAX_VALUE);
    }
  }

  /**
   * Waits until the data fulfils a predicate, or time is up.
   *
   * @param guard the hold of this condition's lock
   * @param until tested with the lock held, before waiting and after each signal
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return what the predicate said last
   * @throws InterruptedException if the thread is interrupted while it waits; the lock is held
   * @throws ContextException if interrupts would stay disabled during the wait
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  @Blocking
  @Awaits(untilTrue = true)
  public boolean await(
      WaitableGuard<T> guard, @RunsInPlace Predicate<? super T> until, long timeout, TimeUnit unit)
      throws InterruptedException {
    ExclusiveGuard<T> hold = check(guard);
    long start = System.nanoTime();
    long nanos = unit.toNanos(timeout);
    while (!until.test(hold.get())) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      doAwait(hold, true, left);
    }
    return true;
  }

  /**
   * Waits for a signal; to be called in a loop.
   *
   * @param guard the hold of this condition's lock
   * @throws InterruptedException if the thread is interrupted while it waits; the lock is held
   * @throws ContextException if interrupts would stay disabled during the wait
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  @Blocking
  @Awaits
  public void await(WaitableGuard<T> guard) throws InterruptedException {
    doAwait(check(guard), true, Long.MAX_VALUE);
  }

  /**
   * Waits for a signal for a limited time; to be called in a loop.
   *
   * @param guard the hold of this condition's lock
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return false when time was up without a signal
   * @throws InterruptedException if the thread is interrupted while it waits; the lock is held
   * @throws ContextException if interrupts would stay disabled during the wait
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  @Blocking
  @Awaits
  public boolean await(WaitableGuard<T> guard, long timeout, TimeUnit unit)
      throws InterruptedException {
    return doAwait(check(guard), true, unit.toNanos(timeout));
  }

  /**
   * Waits for a signal; an interrupt of the thread stays pending. To be called in a loop.
   *
   * @param guard the hold of this condition's lock
   * @throws ContextException if interrupts would stay disabled during the wait
   * @throws LockUsageException if the guard is not live, or of another lock
   */
  @Blocking
  @Awaits
  public void awaitUninterruptibly(WaitableGuard<T> guard) {
    try {
      doAwait(check(guard), false, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Wakes the thread that waits longest, if any. */
  public void signal() {
    for (Waiter next = queue.poll(); next != null; next = queue.poll()) {
      if (next.signal()) {
        return;
      }
    }
  }

  /** Wakes all threads that wait. */
  public void signalAll() {
    for (Waiter next = queue.poll(); next != null; next = queue.poll()) {
      next.signal();
    }
  }

  private ExclusiveGuard<T> check(WaitableGuard<T> guard) {
    ExclusiveGuard<T> hold =
        guard instanceof MutexGuard<T> mutexGuard ? mutexGuard : (SpinIrqGuard<T>) guard;
    hold.check();
    if (hold.dataLock() != lock) {
      throw new LockUsageException.WrongLock(lock, hold.dataLock());
    }
    return hold;
  }

  private boolean doAwait(ExclusiveGuard<T> hold, boolean interruptible, long nanos)
      throws InterruptedException {
    if (interruptible && Thread.interrupted()) {
      throw new InterruptedException();
    }
    Waiter self = enqueue();
    try {
      hold.unlocked(() -> park(self, interruptible, nanos));
    } finally {
      if (self.giveUp()) {
        queue.remove(self);
      }
    }
    return self.get() == SIGNALLED;
  }

  /** The current thread waits from here on, though it does not park yet. */
  Waiter enqueue() {
    Waiter self = new Waiter();
    queue.add(self);
    return self;
  }

  /** Until signalled, timed out, or interrupted; a signal that came first wins. */
  private void park(Waiter self, boolean interruptible, long nanos) throws InterruptedException {
    if (LocalInterrupts.isDisabled()) {
      throw new ContextException("would wait with local interrupts disabled");
    }
    long start = System.nanoTime();
    boolean interrupted = false;
    while (self.get() == WAITING) {
      if (Thread.interrupted()) {
        interrupted = true;
        if (interruptible) {
          break;
        }
      }
      long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
      if (left <= 0) {
        break;
      }
      LocalInterrupts.parkNanos(this, left);
    }
    if (interrupted) {
      if (interruptible && self.giveUp()) {
        queue.remove(self);
        throw new InterruptedException();
      }
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "CondVar of " + lock;
  }
}

package lockproof.lock;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lockproof.annotations.Acquires;
import lockproof.annotations.Blocking;
import lockproof.annotations.ConditionOf;
import lockproof.annotations.HeldDuring;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.MustNotHold;
import lockproof.annotations.Outcome;
import lockproof.annotations.RunsInPlace;
import lockproof.function.ThrowingConsumer;
import lockproof.function.ThrowingFunction;
import lockproof.function.ThrowingToLongFunction;
import lockproof.internal.ThreadIds;
import lockproof.internal.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * A lock for sections that may take long or sleep. Who finds it taken parks, after spinning for a
 * moment, and is woken by the release; the wait can be limited in time and ended by an interrupt,
 * and is a window for handlers. Unfair: a newcomer may overtake those who wait.
 *
 * <p>Memory effects: what happened before a release happens before the next acquisition. The idea
 * of data that lives in its lock is that of Rust's {@code Mutex}.
 *
 * @param <T> the type of the guarded data
 */
@LockType
public final class Mutex<T extends @Nullable Object> extends ExclusiveLock<T> {
  /**
   * A lock that guards data.
   *
   * @param data what to guard; nobody else should be able to reach it
   */
  public Mutex(T data) {
    super(data, null);
  }

  /**
   * A lock with a name, for messages, thread dumps and events.
   *
   * @param data what to guard; nobody else should be able to reach it
   * @param name the name
   */
  public Mutex(T data, String name) {
    super(data, name);
  }

  /**
   * A lock that guards data which nobody else can reach.
   *
   * @param data makes the data
   * @param <T> the type of the guarded data
   * @return a new lock
   */
  public static <T extends @Nullable Object> Mutex<T> of(Supplier<? extends T> data) {
    return new Mutex<>(data.get());
  }

  @Override
  int manner() {
    return WaitQueue.WINDOW | WaitQueue.EXACT;
  }

  /**
   * Acquires the lock, waiting as long as it takes; an interrupt of the thread stays pending.
   *
   * @return the guard, to be closed
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE)
  public MutexGuard<T> lock() {
    Thread self = Thread.currentThread();
    MutexGuard<T> guard = new MutexGuard<>(this, ThreadIds.wordOf(self));
    acquire(self);
    return guard;
  }

  /**
   * Acquires the lock unless the thread is interrupted.
   *
   * @return the guard, to be closed
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE)
  public MutexGuard<T> lockInterruptibly() throws InterruptedException {
    Thread self = Thread.currentThread();
    MutexGuard<T> guard = new MutexGuard<>(this, ThreadIds.wordOf(self));
    acquire(self, Long.MAX_VALUE);
    return guard;
  }

  /**
   * Acquires the lock if it is free.
   *
   * @return the guard, to be closed, or null if the lock is taken
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable MutexGuard<T> tryLock() {
    Thread self = Thread.currentThread();
    MutexGuard<T> guard = new MutexGuard<>(this, ThreadIds.wordOf(self));
    return tryAcquire(self) ? guard : null;
  }

  /**
   * Acquires the lock within a time, unless the thread is interrupted.
   *
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return the guard, to be closed, or null when time was up
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable MutexGuard<T> tryLock(long timeout, TimeUnit unit) throws InterruptedException {
    Thread self = Thread.currentThread();
    MutexGuard<T> guard = new MutexGuard<>(this, ThreadIds.wordOf(self));
    return acquire(self, unit.toNanos(timeout)) ? guard : null;
  }

  /**
   * A new condition to wait for with this lock held.
   *
   * @return a condition variable bound to this lock
   */
  @ConditionOf
  public CondVar<T> newCondition() {
    return new CondVar<>(this);
  }

  /**
   * Runs a body with the lock held. Makes no guard.
   *
   * @param body what to run; given the data
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   */
  @Blocking
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> void run(@RunsInPlace ThrowingConsumer<? super T, E> body) throws E {
    acquire(Thread.currentThread());
    try {
      body.accept(data);
    } finally {
      releaseExactly();
    }
  }

  /**
   * Calls a function with the lock held. Makes no guard.
   *
   * @param fn what to call; given the data
   * @param <R> the type of its result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   */
  @Blocking
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <R extends @Nullable Object, E extends Throwable> R call(
      @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    acquire(Thread.currentThread());
    try {
      return fn.apply(data);
    } finally {
      releaseExactly();
    }
  }

  /**
   * Calls a function with the lock held. Makes no guard and no box.
   *
   * @param fn what to call; given the data
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   */
  @Blocking
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> long callAsLong(@RunsInPlace ThrowingToLongFunction<? super T, E> fn)
      throws E {
    acquire(Thread.currentThread());
    try {
      return fn.applyAsLong(data);
    } finally {
      releaseExactly();
    }
  }
}

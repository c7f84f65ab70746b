package lockproof.lock;

import java.util.function.Supplier;
import lockproof.annotations.Acquires;
import lockproof.annotations.Atomic;
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
 * A lock for short sections: one word, one atomic exchange to acquire and one release store. A
 * thread that finds it taken spins a little and then parks, so a holder that is descheduled, parked
 * or a virtual thread off its carrier is waited for at no great cost. Unfair.
 *
 * <p>A section must not sleep; for one that may, take a {@link Mutex}. Data that handlers of local
 * interrupts reach too needs a {@link SpinLockIrq}.
 *
 * <p>Memory effects: what happened before a release happens before the next acquisition.
 *
 * @param <T> the type of the guarded data
 */
@Atomic
@LockType
public final class SpinLock<T extends @Nullable Object> extends ExclusiveLock<T> {
  /**
   * A lock that guards data.
   *
   * @param data what to guard; nobody else should be able to reach it
   */
  public SpinLock(T data) {
    super(data, null);
  }

  /**
   * A lock with a name, for messages, thread dumps and events.
   *
   * @param data what to guard; nobody else should be able to reach it
   * @param name the name
   */
  public SpinLock(T data, String name) {
    super(data, name);
  }

  /**
   * A lock that guards data which nobody else can reach.
   *
   * @param data makes the data
   * @param <T> the type of the guarded data
   * @return a new lock
   */
  public static <T extends @Nullable Object> SpinLock<T> of(Supplier<? extends T> data) {
    return new SpinLock<>(data.get());
  }

  @Override
  int manner() {
    return WaitQueue.WINDOW;
  }

  /**
   * Acquires the lock, waiting as long as it takes.
   *
   * @return the guard, to be closed
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock
   */
  @Acquires(mode = Mode.EXCLUSIVE)
  public SpinGuard<T> lock() {
    Thread self = Thread.currentThread();
    SpinGuard<T> guard = new SpinGuard<>(this, ThreadIds.wordOf(self));
    acquire(self);
    return guard;
  }

  /**
   * Acquires the lock if it is free.
   *
   * @return the guard, to be closed, or null if the lock is taken
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable SpinGuard<T> tryLock() {
    Thread self = Thread.currentThread();
    SpinGuard<T> guard = new SpinGuard<>(this, ThreadIds.wordOf(self));
    return tryAcquire(self) ? guard : null;
  }

  /**
   * Runs a body with the lock held. Makes no guard.
   *
   * @param body what to run; given the data
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> void run(@RunsInPlace ThrowingConsumer<? super T, E> body) throws E {
    acquire(Thread.currentThread());
    try {
      body.accept(data);
    } finally {
      releaseLightly();
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
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <R extends @Nullable Object, E extends Throwable> R call(
      @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    acquire(Thread.currentThread());
    try {
      return fn.apply(data);
    } finally {
      releaseLightly();
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
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> long callAsLong(@RunsInPlace ThrowingToLongFunction<? super T, E> fn)
      throws E {
    acquire(Thread.currentThread());
    try {
      return fn.applyAsLong(data);
    } finally {
      releaseLightly();
    }
  }
}

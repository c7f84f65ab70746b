package lockproof.lock;

import java.util.function.Supplier;
import lockproof.annotations.Acquires;
import lockproof.annotations.Atomic;
import lockproof.annotations.ConditionOf;
import lockproof.annotations.HeldDuring;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.MustNotHold;
import lockproof.annotations.Outcome;
import lockproof.annotations.RunsInPlace;
import lockproof.context.ContextException;
import lockproof.context.LocalInterruptDisabled;
import lockproof.function.ThrowingConsumer;
import lockproof.function.ThrowingFunction;
import lockproof.function.ThrowingToLongFunction;
import lockproof.internal.InterruptState;
import lockproof.internal.ThreadIds;
import org.jspecify.annotations.Nullable;

/**
 * A spin lock for data that handlers of local interrupts reach too: it is held only with local
 * interrupts disabled, so that no handler of the holder can wait for the holder.
 *
 * <p>{@link #lock()} disables interrupts itself. Where they are disabled already, the token that
 * proves it is given to {@link #lockWith}, which needs not touch them and is cheaper.
 *
 * <p>Waiting and memory effects are those of {@link SpinLock}; handlers do not run during the wait.
 * The idea, with the token in place of saved flags, is the {@code SpinLockIrq} of the Linux kernel
 * in Rust.
 *
 * @param <T> the type of the guarded data
 */
@Atomic
@LockType
public final class SpinLockIrq<T extends @Nullable Object> extends ExclusiveLock<T> {
  /**
   * A lock that guards data.
   *
   * @param data what to guard; nobody else should be able to reach it
   */
  public SpinLockIrq(T data) {
    super(data, null);
  }

  /**
   * A lock with a name, for messages, thread dumps and events.
   *
   * @param data what to guard; nobody else should be able to reach it
   * @param name the name
   */
  public SpinLockIrq(T data, String name) {
    super(data, name);
  }

  /**
   * A lock that guards data which nobody else can reach.
   *
   * @param data makes the data
   * @param <T> the type of the guarded data
   * @return a new lock
   */
  public static <T extends @Nullable Object> SpinLockIrq<T> of(Supplier<? extends T> data) {
    return new SpinLockIrq<>(data.get());
  }

  @Override
  int manner() {
    return 0;
  }

  /**
   * Disables local interrupts and acquires the lock, waiting as long as it takes.
   *
   * @return the guard, to be closed; it yields the token
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock
   */
  @Acquires(mode = Mode.EXCLUSIVE)
  public SpinIrqGuard<T> lock() {
    Thread self = Thread.currentThread();
    InterruptState state = InterruptState.current();
    SpinIrqGuard<T> guard = new SpinIrqGuard<>(this, ThreadIds.wordOf(self), state);
    acquire(self, state);
    return guard;
  }

  /** Disables interrupts and acquires; when this throws, it has done neither. */
  void acquire(Thread self, InterruptState state) {
    state.enter();
    try {
      acquire(self);
    } catch (Throwable e) {
      if (--state.depth == 0) {
        state.enable();
      }
      throw e;
    }
  }

  void release(InterruptState state) {
    releaseLightly();
    if (--state.depth == 0) {
      state.enable();
    }
  }

  /**
   * Disables local interrupts and acquires the lock if it is free; otherwise leaves both as they
   * are.
   *
   * @return the guard, to be closed, or null if the lock is taken
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable SpinIrqGuard<T> tryLock() {
    Thread self = Thread.currentThread();
    InterruptState state = InterruptState.current();
    SpinIrqGuard<T> guard = new SpinIrqGuard<>(this, ThreadIds.wordOf(self), state);
    boolean acquired = false;
    state.enter();
    try {
      acquired = tryAcquire(self);
    } finally {
      if (!acquired && --state.depth == 0) {
        state.enable();
      }
    }
    return acquired ? guard : null;
  }

  /**
   * Acquires the lock, waiting as long as it takes.
   *
   * @param irq proof that local interrupts are disabled
   * @return the guard, to be closed before the token ends
   * @throws ContextException if the token is not live
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock
   */
  @Acquires(mode = Mode.EXCLUSIVE)
  public SpinGuard<T> lockWith(LocalInterruptDisabled irq) {
    irq.assertLive();
    Thread self = Thread.currentThread();
    SpinGuard<T> guard = new SpinGuard<>(this, ThreadIds.wordOf(self));
    acquire(self);
    return guard;
  }

  /**
   * Acquires the lock if it is free.
   *
   * @param irq proof that local interrupts are disabled
   * @return the guard, to be closed before the token ends, or null if the lock is taken
   * @throws ContextException if the token is not live
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable SpinGuard<T> tryLockWith(LocalInterruptDisabled irq) {
    irq.assertLive();
    Thread self = Thread.currentThread();
    SpinGuard<T> guard = new SpinGuard<>(this, ThreadIds.wordOf(self));
    return tryAcquire(self) ? guard : null;
  }

  /**
   * A new condition to wait for with this lock held; not for guards that were acquired with a
   * token.
   *
   * @return a condition variable bound to this lock
   */
  @ConditionOf
  public CondVar<T> newCondition() {
    return new CondVar<>(this);
  }

  /**
   * Runs a body with the lock held and local interrupts disabled.
   *
   * @param body what to run; given the data
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> void run(@RunsInPlace ThrowingConsumer<? super T, E> body) throws E {
    Thread self = Thread.currentThread();
    InterruptState state = InterruptState.current();
    acquire(self, state);
    try {
      body.accept(data);
    } finally {
      release(state);
    }
  }

  /**
   * Calls a function with the lock held and local interrupts disabled.
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
    Thread self = Thread.currentThread();
    InterruptState state = InterruptState.current();
    acquire(self, state);
    try {
      return fn.apply(data);
    } finally {
      release(state);
    }
  }

  /**
   * Calls a function with the lock held and local interrupts disabled, without boxing.
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
    Thread self = Thread.currentThread();
    InterruptState state = InterruptState.current();
    acquire(self, state);
    try {
      return fn.applyAsLong(data);
    } finally {
      release(state);
    }
  }

  /**
   * Runs a body with the lock held. Makes no guard.
   *
   * @param irq proof that local interrupts are disabled
   * @param body what to run; given the data
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   * @throws ContextException if the token is not live
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> void runWith(
      LocalInterruptDisabled irq, @RunsInPlace ThrowingConsumer<? super T, E> body) throws E {
    irq.assertLive();
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
   * @param irq proof that local interrupts are disabled
   * @param fn what to call; given the data
   * @param <R> the type of its result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws ContextException if the token is not live
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <R extends @Nullable Object, E extends Throwable> R callWith(
      LocalInterruptDisabled irq, @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    irq.assertLive();
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
   * @param irq proof that local interrupts are disabled
   * @param fn what to call; given the data
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws ContextException if the token is not live
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> long callAsLongWith(
      LocalInterruptDisabled irq, @RunsInPlace ThrowingToLongFunction<? super T, E> fn) throws E {
    irq.assertLive();
    acquire(Thread.currentThread());
    try {
      return fn.applyAsLong(data);
    } finally {
      releaseLightly();
    }
  }
}

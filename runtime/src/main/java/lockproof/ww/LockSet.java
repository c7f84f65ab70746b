package lockproof.ww;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockproof.annotations.Blocking;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SetPhase;
import lockproof.annotations.SetPhase.Phase;
import lockproof.annotations.SetStep;
import lockproof.annotations.SetStep.Step;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.function.ThrowingBiFunction;
import lockproof.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/**
 * Locks what an acquire closure asks for, in whatever order it asks. Where that would deadlock,
 * everything is released, the contended mutex is waited for, and the closure run again; a set that
 * had to back off is older than those that come later, so its turn comes. It never gives up because
 * another thread holds a mutex.
 *
 * <p>When a closure throws, everything is released and the exception goes on.
 *
 * @param <C> the type that names the class
 */
@SetType(value = Role.CLASS, by = "C")
public final class LockSet<C> {
  private final WwClass<C> wwClass;
  private final @Nullable Transaction<C> ctx;

  LockSet(WwClass<C> wwClass, @Nullable Transaction<C> ctx) {
    this.wwClass = wwClass;
    this.ctx = ctx;
  }

  /**
   * A lock set that works over a context, and so is as old as that, set after set.
   *
   * @param ctx a context of this thread that holds nothing
   * @param <C> the type that names the class
   * @return a lock set for this thread
   * @throws WwUsageException.NotEmpty if the context holds something, is done, closed, or backing
   *     off
   */
  @SetStep(Step.OVER)
  public static <C> LockSet<C> over(AcquireCtx<C> ctx) {
    return ctx.lockSet();
  }

  /**
   * Locks a set, and works with it.
   *
   * @param acquire locks, and returns the proof; may be run several times, and has no side effects
   * @param use works with the data; run once, given the proof
   * @param <H> the type of the proof: one handle, a list of them, whatever is at hand
   * @param <R> the type of the result
   * @param <E> what the closures may throw
   * @return what the use closure returned
   * @throws E as the closures see fit
   */
  @Blocking
  public <H extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R lockAll(
      @RunsInPlace @SetPhase(Phase.ACQUIRE) ThrowingFunction<? super Acquirer<C>, H, E> acquire,
      @RunsInPlace @SetPhase(Phase.USE) ThrowingBiFunction<? super Holder<C>, ? super H, R, E> use)
      throws E {
    return lockAll(acquire, use, Patience.UNLIMITED);
  }

  /**
   * As {@link #lockAll(ThrowingFunction, ThrowingBiFunction)}, unless the thread is interrupted.
   *
   * @param acquire locks, and returns the proof
   * @param use works with the data
   * @param <H> the type of the proof
   * @param <R> the type of the result
   * @param <E> what the closures may throw
   * @return what the use closure returned
   * @throws E as the closures see fit
   * @throws InterruptedException if the thread is interrupted before all is locked; nothing is held
   */
  @Blocking
  public <H extends @Nullable Object, R extends @Nullable Object, E extends Throwable>
      R lockAllInterruptibly(
          @RunsInPlace @SetPhase(Phase.ACQUIRE) ThrowingFunction<? super Acquirer<C>, H, E> acquire,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingBiFunction<? super Holder<C>, ? super H, R, E> use)
          throws E, InterruptedException {
    try {
      return lockAll(acquire, use, Patience.INTERRUPTIBLE);
    } catch (LockSetSignal s) {
      throw interrupted(s);
    }
  }

  /**
   * As {@link #lockAllInterruptibly}, within a time for all of the locking.
   *
   * @param acquire locks, and returns the proof
   * @param use works with the data
   * @param timeout how long the locking may take
   * @param unit the unit of the time
   * @param <H> the type of the proof
   * @param <R> the type of the result
   * @param <E> what the closures may throw
   * @return what the use closure returned
   * @throws E as the closures see fit
   * @throws InterruptedException if the thread is interrupted before all is locked; nothing is held
   * @throws TimeoutException if time is up before all is locked; nothing is held
   */
  @Blocking
  public <H extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R lockAll(
      @RunsInPlace @SetPhase(Phase.ACQUIRE) ThrowingFunction<? super Acquirer<C>, H, E> acquire,
      @RunsInPlace @SetPhase(Phase.USE) ThrowingBiFunction<? super Holder<C>, ? super H, R, E> use,
      long timeout,
      TimeUnit unit)
      throws E, InterruptedException, TimeoutException {
    try {
      return lockAll(acquire, use, Patience.within(timeout, unit));
    } catch (LockSetSignal s) {
      checkTimeout(s);
      throw interrupted(s);
    }
  }

  /**
   * Locks a set and works with it in one closure: first it locks, and reads what it has locked;
   * from its first other use of data on, it can lock no more. Up to there it may be run several
   * times, and has no side effects.
   *
   * @param body locks, then works with the data
   * @param <R> the type of the result
   * @param <E> what the closure may throw
   * @return what the closure returned
   * @throws E as the closure sees fit
   */
  @Blocking
  public <R extends @Nullable Object, E extends Throwable> R attempt(
      @RunsInPlace @SetPhase(Phase.ATTEMPT) ThrowingFunction<? super Attempt<C>, R, E> body)
      throws E {
    return lockAll(body, (holder, result) -> result, Patience.UNLIMITED);
  }

  /**
   * As {@link #attempt(ThrowingFunction)}, unless the thread is interrupted.
   *
   * @param body locks, then works with the data
   * @param <R> the type of the result
   * @param <E> what the closure may throw
   * @return what the closure returned
   * @throws E as the closure sees fit
   * @throws InterruptedException if the thread is interrupted before all is locked; nothing is held
   */
  @Blocking
  public <R extends @Nullable Object, E extends Throwable> R attemptInterruptibly(
      @RunsInPlace @SetPhase(Phase.ATTEMPT) ThrowingFunction<? super Attempt<C>, R, E> body)
      throws E, InterruptedException {
    try {
      return lockAll(body, (holder, result) -> result, Patience.INTERRUPTIBLE);
    } catch (LockSetSignal s) {
      throw interrupted(s);
    }
  }

  /**
   * As {@link #attemptInterruptibly}, within a time for all of the locking.
   *
   * @param body locks, then works with the data
   * @param timeout how long the locking may take
   * @param unit the unit of the time
   * @param <R> the type of the result
   * @param <E> what the closure may throw
   * @return what the closure returned
   * @throws E as the closure sees fit
   * @throws InterruptedException if the thread is interrupted before all is locked; nothing is held
   * @throws TimeoutException if time is up before all is locked; nothing is held
   */
  @Blocking
  public <R extends @Nullable Object, E extends Throwable> R attempt(
      @RunsInPlace @SetPhase(Phase.ATTEMPT) ThrowingFunction<? super Attempt<C>, R, E> body,
      long timeout,
      TimeUnit unit)
      throws E, InterruptedException, TimeoutException {
    try {
      return lockAll(body, (holder, result) -> result, Patience.within(timeout, unit));
    } catch (LockSetSignal s) {
      checkTimeout(s);
      throw interrupted(s);
    }
  }

  private <H extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R lockAll(
      ThrowingFunction<? super Attempt<C>, H, E> acquire,
      ThrowingBiFunction<? super Attempt<C>, ? super H, R, E> use,
      Patience patience)
      throws E {
    Transaction<C> own = enter();
    Attempting<C> set = new Attempting<>(own, patience);
    try {
      while (true) {
        try {
          if (set.begin()) {
            H proof = acquire.apply(set);
            if (!set.failed()) {
              set.use();
              return use.apply(set, proof);
            }
          }
        } catch (VirtualMachineError e) {
          throw e;
        } catch (Throwable e) {
          if (!set.failed()) {
            throw e;
          }
        }
        set.retry();
      }
    } finally {
      set.end();
      leave(own);
    }
  }

  private Transaction<C> enter() {
    if (ctx == null) {
      return wwClass.enter();
    }
    ctx.checkThread();
    ctx.checkIdle();
    return ctx;
  }

  private void leave(Transaction<C> used) {
    used.releaseAll();
    used.takeContended();
    if (ctx == null) {
      wwClass.leave(used);
    }
  }

  private static void checkTimeout(LockSetSignal signal) throws TimeoutException {
    if (signal == LockSetSignal.TIMED_OUT) {
      throw new TimeoutException("the set could not be locked in time");
    }
  }

  private static InterruptedException interrupted(LockSetSignal signal) {
    if (signal == LockSetSignal.INTERRUPTED) {
      return new InterruptedException();
    }
    throw signal;
  }

  @Override
  public String toString() {
    return "LockSet of " + wwClass.name();
  }
}

package lockproof.ww;

import lockproof.annotations.RunsInPlace;
import lockproof.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/** The attempts of one call of a lock set, one after the other. */
final class Attempting<C> implements Attempt<C> {
  private enum Phase {
    ACQUIRE,
    USE,
    ENDED
  }

  private final Transaction<C> ctx;
  private final Patience patience;
  private Phase phase = Phase.ENDED;
  private int number;

  /** Why the attempt cannot succeed; remembered here in case the signal gets lost. */
  private @Nullable LockResult failure;

  /** The contended mutex of the last attempt, until this attempt asks for it. */
  private @Nullable WwLock unclaimed;

  Attempting(Transaction<C> ctx, Patience patience) {
    this.ctx = ctx;
    this.patience = patience;
  }

  /** Begins an attempt; with the contended mutex of the last one, if there is one. */
  boolean begin() {
    number++;
    phase = Phase.ACQUIRE;
    failure = null;
    unclaimed = null;
    WwLock contended = ctx.takeContended();
    if (contended != null && ctx.lockClass().conduct().contendedFirst()) {
      LockResult result = ctx.lock(contended, patience);
      if (result != LockResult.LOCKED) {
        failure = result;
        return false;
      }
      unclaimed = contended;
    }
    return true;
  }

  boolean failed() {
    return failure != null;
  }

  /** After a failed attempt: nothing is held any more; throws if there cannot be another. */
  void retry() {
    ctx.releaseAll();
    if (failure == LockResult.INTERRUPTED) {
      throw LockSetSignal.INTERRUPTED;
    }
    if (failure == LockResult.TIMED_OUT) {
      throw LockSetSignal.TIMED_OUT;
    }
  }

  /** Everything is locked. What was contended and is not wanted any more is released. */
  void use() {
    phase = Phase.USE;
    WwLock mutex = unclaimed;
    if (mutex != null) {
      unclaimed = null;
      ctx.release(mutex);
    }
  }

  void end() {
    phase = Phase.ENDED;
  }

  @Override
  public <T extends @Nullable Object> Locked<C, T> lock(WwMutex<C, T> mutex) {
    if (acquire(mutex) == LockResult.ALREADY_LOCKED) {
      throw new WwUsageException.AlreadyLocked(mutex);
    }
    return new Locked<>(mutex, this, number);
  }

  @Override
  public <T extends @Nullable Object> Locked<C, T> lockOrAlready(WwMutex<C, T> mutex) {
    acquire(mutex);
    return new Locked<>(mutex, this, number);
  }

  private LockResult acquire(WwMutex<C, ?> mutex) {
    ctx.checkThread();
    if (phase != Phase.ACQUIRE) {
      throw new WwUsageException.WrongPhase(mutex + " was to be locked after the acquire phase");
    }
    if (failure != null) {
      throw LockSetSignal.BACK_OFF;
    }
    if (mutex == unclaimed) {
      unclaimed = null;
      return LockResult.LOCKED;
    }
    LockResult result = ctx.lock(mutex, patience);
    if (result != LockResult.LOCKED && result != LockResult.ALREADY_LOCKED) {
      failure = result;
      throw LockSetSignal.BACK_OFF;
    }
    return result;
  }

  @Override
  public <T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R read(
      Locked<C, T> handle, @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    check(handle);
    return fn.apply(handle.mutex.data);
  }

  @Override
  public <T extends @Nullable Object> T get(Locked<C, T> handle) {
    check(handle);
    enterUse();
    return handle.mutex.data;
  }

  @Override
  public <T extends @Nullable Object> void set(Locked<C, T> handle, T data) {
    check(handle);
    enterUse();
    handle.mutex.data = data;
  }

  @Override
  public <T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R withLocked(
      WwMutex<C, T> mutex, @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    checkLive();
    ctx.checkHeld(mutex);
    enterUse();
    return fn.apply(mutex.data);
  }

  private void check(Locked<C, ?> handle) {
    checkLive();
    if (handle.set != this || handle.attempt != number) {
      throw new WwUsageException.WrongPhase(handle + " is of another attempt");
    }
  }

  private void checkLive() {
    ctx.checkThread();
    if (phase == Phase.ENDED) {
      throw new WwUsageException.WrongPhase("data was used after the lock set had released it");
    }
    if (failure != null) {
      throw LockSetSignal.BACK_OFF;
    }
  }

  private void enterUse() {
    if (phase == Phase.ACQUIRE) {
      use();
    }
  }
}

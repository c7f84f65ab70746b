package lockproof.ww;

import lockproof.annotations.Blocking;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SetPhase;
import lockproof.annotations.SetPhase.Phase;
import lockproof.annotations.SetStep;
import lockproof.annotations.SetStep.Step;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an acquire closure is given. The closure may be run several times, so it does nothing but
 * lock, and look at what it has locked to find out what else to lock.
 *
 * @param <C> the type that names the class
 */
@SetType(value = Role.SET, by = "C")
@SetPhase(Phase.ACQUIRE)
public interface Acquirer<C> {
  /**
   * Locks a mutex. On a deadlock the closure is left, everything released, and the closure run
   * again.
   *
   * @param mutex the mutex
   * @param <T> the type of its data
   * @return the proof
   * @throws WwUsageException.AlreadyLocked if it is in the set already
   * @throws WwUsageException.WrongPhase after data was used
   * @throws WwUsageException.WrongClass if it belongs to another class
   */
  @Blocking
  @SetStep(value = Step.ACQUIRE, signal = LockSetSignal.class)
  <T extends @Nullable Object> Locked<C, T> lock(WwMutex<C, T> mutex);

  /**
   * As {@link #lock}, content with a mutex that is in the set already.
   *
   * @param mutex the mutex
   * @param <T> the type of its data
   * @return the proof
   * @throws WwUsageException.WrongPhase after data was used
   * @throws WwUsageException.WrongClass if it belongs to another class
   */
  @Blocking
  @SetStep(value = Step.ACQUIRE, reenters = true, signal = LockSetSignal.class)
  <T extends @Nullable Object> Locked<C, T> lockOrAlready(WwMutex<C, T> mutex);

  /**
   * Looks at data that is locked, to find out what else to lock. The function must change nothing.
   *
   * @param handle proof from this attempt
   * @param fn computes something from the data
   * @param <T> the type of the data
   * @param <R> the type of the result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws WwUsageException.WrongPhase if the handle is of another attempt
   */
  @SetStep(Step.READ)
  <T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R read(
      Locked<C, T> handle, @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E;
}

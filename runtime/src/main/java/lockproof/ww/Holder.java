package lockproof.ww;

import lockproof.annotations.Borrows;
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
 * What a use closure is given: the way to the data of all that was locked.
 *
 * @param <C> the type that names the class
 */
@SetType(value = Role.SET, by = "C")
@SetPhase(Phase.USE)
public interface Holder<C> {
  /**
   * The data of a locked mutex.
   *
   * @param handle proof from this attempt
   * @param <T> the type of the data
   * @return the data; not to be kept beyond the closure
   * @throws WwUsageException.WrongPhase if the handle is of another attempt
   */
  @Borrows
  @SetStep(Step.USE)
  <T extends @Nullable Object> T get(Locked<C, T> handle);

  /**
   * Replaces the data of a locked mutex.
   *
   * @param handle proof from this attempt
   * @param data the new data; nobody else should be able to reach it
   * @param <T> the type of the data
   * @throws WwUsageException.WrongPhase if the handle is of another attempt
   */
  @SetStep(Step.USE)
  <T extends @Nullable Object> void set(Locked<C, T> handle, T data);

  /**
   * Calls a function with the data of a mutex, for want of a handle.
   *
   * @param mutex a mutex of this set
   * @param fn what to call
   * @param <T> the type of the data
   * @param <R> the type of the result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   * @throws WwUsageException.NotLocked if the mutex is not in this set
   */
  @SetStep(Step.USE)
  <T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R withLocked(
      WwMutex<C, T> mutex, @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E;
}

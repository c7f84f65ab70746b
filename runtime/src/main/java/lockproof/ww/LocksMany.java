package lockproof.ww;

import java.util.AbstractList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.RandomAccess;
import lockproof.annotations.Blocking;
import lockproof.annotations.Pure;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SetPhase;
import lockproof.annotations.SetPhase.Phase;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.function.ThrowingConsumer;
import lockproof.function.ThrowingFunction;
import lockproof.function.ThrowingToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The closure forms for collections of mutexes.
 *
 * @param <C> the type that names the class
 */
@SetType(value = Role.CLASS, by = "C")
abstract sealed class LocksMany<C> extends LocksFew<C> permits WwClass {
  private static final WwMutex<?, ?>[] NONE = {};

  /**
   * Runs a body with a collection of mutexes locked.
   *
   * @param mutexes the mutexes, none of them twice
   * @param body what to run; given their data, in the same order
   * @param <T> the type of the data
   * @param <E> what it may throw
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <T extends @Nullable Object, E extends Throwable> void run(
      Collection<? extends WwMutex<C, ? extends T>> mutexes,
      @RunsInPlace @SetPhase(Phase.USE) ThrowingConsumer<? super List<T>, E> body)
      throws E {
    WwMutex<?, ?>[] locks = mutexes.toArray(NONE);
    Transaction<C> ctx = enter();
    try {
      Acquisition.lockAll(ctx, 0, locks);
      try {
        body.accept(new DataOf<>(locks));
      } finally {
        Acquisition.releaseAll(locks);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with a collection of mutexes locked.
   *
   * @param mutexes the mutexes, none of them twice
   * @param body what to run; given their data, in the same order
   * @param <T> the type of the data
   * @param <R> the type of its result
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> R call(
      Collection<? extends WwMutex<C, ? extends T>> mutexes,
      @RunsInPlace @SetPhase(Phase.USE) ThrowingFunction<? super List<T>, R, E> body)
      throws E {
    WwMutex<?, ?>[] locks = mutexes.toArray(NONE);
    Transaction<C> ctx = enter();
    try {
      Acquisition.lockAll(ctx, 0, locks);
      try {
        return body.apply(new DataOf<>(locks));
      } finally {
        Acquisition.releaseAll(locks);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with a collection of mutexes locked, without boxing.
   *
   * @param mutexes the mutexes, none of them twice
   * @param body what to run; given their data, in the same order
   * @param <T> the type of the data
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <T extends @Nullable Object, E extends Throwable> long callAsLong(
      Collection<? extends WwMutex<C, ? extends T>> mutexes,
      @RunsInPlace @SetPhase(Phase.USE) ThrowingToLongFunction<? super List<T>, E> body)
      throws E {
    WwMutex<?, ?>[] locks = mutexes.toArray(NONE);
    Transaction<C> ctx = enter();
    try {
      Acquisition.lockAll(ctx, 0, locks);
      try {
        return body.applyAsLong(new DataOf<>(locks));
      } finally {
        Acquisition.releaseAll(locks);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * The same mutexes, none of them twice: for collections that may repeat some.
   *
   * @param mutexes the mutexes
   * @param <M> the type of the mutexes
   * @return a collection in the same order
   */
  @Pure
  public final <M extends WwMutex<C, ?>> Collection<M> distinct(Collection<? extends M> mutexes) {
    return new LinkedHashSet<>(mutexes);
  }

  /** The data of locked mutexes, without copying. */
  private static final class DataOf<T extends @Nullable Object> extends AbstractList<T>
      implements RandomAccess {
    private final WwMutex<?, ?>[] locks;

    DataOf(WwMutex<?, ?>[] locks) {
      this.locks = locks;
    }

    @Override
    @SuppressWarnings("unchecked") // the mutexes have data of this type
    public T get(int index) {
      return (T) locks[index].data;
    }

    @Override
    public int size() {
      return locks.length;
    }
  }
}

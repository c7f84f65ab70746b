package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that computes an object from another one.
 *
 * @param <T> the type of what it is given
 * @param <R> the type of its result
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingFunction<
    T extends @Nullable Object, R extends @Nullable Object, E extends Throwable> {
  /**
   * Runs the body.
   *
   * @param value what to work on
   * @return its result
   * @throws E as the body sees fit
   */
  R apply(T value) throws E;
}

package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that computes an object.
 *
 * @param <R> the type of its result
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingSupplier<R extends @Nullable Object, E extends Throwable> {
  /**
   * Runs the body.
   *
   * @return its result
   * @throws E as the body sees fit
   */
  R get() throws E;
}

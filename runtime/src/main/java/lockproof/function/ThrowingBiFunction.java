package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that computes an object from two others.
 *
 * @param <A> the type of the first object
 * @param <B> the type of the second object
 * @param <R> the type of its result
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingBiFunction<
    A extends @Nullable Object,
    B extends @Nullable Object,
    R extends @Nullable Object,
    E extends Throwable> {
  /**
   * Runs the body.
   *
   * @param first the first object to work on
   * @param second the second object to work on
   * @return its result
   * @throws E as the body sees fit
   */
  R apply(A first, B second) throws E;
}

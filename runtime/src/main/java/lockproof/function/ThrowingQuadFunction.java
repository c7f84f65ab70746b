package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that computes an object from four others.
 *
 * @param <A> the type of the first object
 * @param <B> the type of the second object
 * @param <C> the type of the third object
 * @param <D> the type of the fourth object
 * @param <R> the type of its result
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingQuadFunction<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object,
    R extends @Nullable Object,
    E extends Throwable> {
  /**
   * Runs the body.
   *
   * @param first the first object to work on
   * @param second the second object to work on
   * @param third the third object to work on
   * @param fourth the fourth object to work on
   * @return its result
   * @throws E as the body sees fit
   */
  R apply(A first, B second, C third, D fourth) throws E;
}

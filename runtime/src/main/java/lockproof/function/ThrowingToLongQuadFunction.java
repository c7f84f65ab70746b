package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that computes a long from four objects.
 *
 * @param <A> the type of the first object
 * @param <B> the type of the second object
 * @param <C> the type of the third object
 * @param <D> the type of the fourth object
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingToLongQuadFunction<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object,
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
  long applyAsLong(A first, B second, C third, D fourth) throws E;
}

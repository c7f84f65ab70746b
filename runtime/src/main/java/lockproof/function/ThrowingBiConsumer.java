package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that works on two objects and returns nothing.
 *
 * @param <A> the type of the first object
 * @param <B> the type of the second object
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingBiConsumer<
    A extends @Nullable Object, B extends @Nullable Object, E extends Throwable> {
  /**
   * Runs the body.
   *
   * @param first the first object to work on
   * @param second the second object to work on
   * @throws E as the body sees fit
   */
  void accept(A first, B second) throws E;
}

package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that computes a {@code long} from an object, without boxing.
 *
 * @param <T> the type of what it is given
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingToLongFunction<T extends @Nullable Object, E extends Throwable> {
  /**
   * Runs the body.
   *
   * @param value what to work on
   * @return its result
   * @throws E as the body sees fit
   */
  long applyAsLong(T value) throws E;
}

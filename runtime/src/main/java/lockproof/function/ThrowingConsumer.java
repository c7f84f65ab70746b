package lockproof.function;

import org.jspecify.annotations.Nullable;

/**
 * A body that works on one object and returns nothing.
 *
 * @param <T> the type of what it is given
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object, E extends Throwable> {
  /**
   * Runs the body.
   *
   * @param value what to work on
   * @throws E as the body sees fit
   */
  void accept(T value) throws E;
}

package lockproof.function;

/**
 * A body that computes a {@code long}, without boxing.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingLongSupplier<E extends Throwable> {
  /**
   * Runs the body.
   *
   * @return its result
   * @throws E as the body sees fit
   */
  long getAsLong() throws E;
}

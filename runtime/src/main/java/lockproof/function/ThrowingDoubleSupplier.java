package lockproof.function;

/**
 * A body that computes a {@code double}, without boxing.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingDoubleSupplier<E extends Throwable> {
  /**
   * Runs the body.
   *
   * @return its result
   * @throws E as the body sees fit
   */
  double getAsDouble() throws E;
}

package lockproof.function;

/**
 * A body that computes an {@code int}, without boxing.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingIntSupplier<E extends Throwable> {
  /**
   * Runs the body.
   *
   * @return its result
   * @throws E as the body sees fit
   */
  int getAsInt() throws E;
}

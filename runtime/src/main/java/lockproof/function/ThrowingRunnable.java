package lockproof.function;

/**
 * A body that returns nothing.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface ThrowingRunnable<E extends Throwable> {
  /**
   * Runs the body.
   *
   * @throws E as the body sees fit
   */
  void run() throws E;
}

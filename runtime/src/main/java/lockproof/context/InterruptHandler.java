package lockproof.context;

/**
 * What a local interrupt does: runs on the thread it was raised to, with local interrupts disabled.
 */
@FunctionalInterface
public interface InterruptHandler {
  /**
   * Handles the interrupt. What it throws goes to the uncaught exception handler of the thread: the
   * interrupted code knows nothing of it.
   *
   * @param irq proof that interrupts are disabled, live until the handler returns
   */
  void handle(LocalInterruptDisabled irq);
}

package lockproof.context;

import lockproof.annotations.Closes;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SuspendedDuring;
import lockproof.function.ThrowingRunnable;
import lockproof.internal.InterruptState;
import lockproof.internal.ThreadIds;

/**
 * The scope that {@link LocalInterrupts#disable()} opened. Interrupts are counted: they stay
 * disabled until the last scope of the thread is closed, in whatever order. A scope belongs to its
 * thread. The counting is that of the Linux kernel's {@code local_interrupt_disable()}.
 */
public final class LocalInterruptScope extends LocalInterruptDisabled implements AutoCloseable {
  LocalInterruptScope(InterruptState state) {
    super(state);
  }

  /** Enters the section; apart from the constructor, so that a failed allocation leaves nothing. */
  LocalInterruptScope enter() {
    long self = ThreadIds.wordOf(Thread.currentThread());
    state.enter();
    owner = self;
    return this;
  }

  /**
   * Closes the scope. If it was the last of the thread, interrupts are enabled: a deferred
   * interrupt of the thread takes effect, and the handlers that were raised meanwhile run. Closing
   * again does nothing.
   *
   * @throws ContextException on another thread than that of the scope
   */
  @Override
  @Closes
  public void close() {
    if (owner != 0) {
      try {
        assertLive();
      } catch (StackOverflowError e) {
        // No room for a call. What was raised is delivered at the next window.
        owner = 0;
        state.depth--;
        throw e;
      }
      owner = 0;
      if (--state.depth == 0) {
        state.enable();
      }
    }
  }

  /**
   * Runs a body with this scope suspended: with interrupts enabled, if no other scope of the thread
   * is open. Neither the scope nor its token proves anything meanwhile.
   *
   * @param body what to run
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   * @throws ContextException if the scope is not live
   */
  @SuspendedDuring
  public <E extends Throwable> void suspend(@RunsInPlace ThrowingRunnable<E> body) throws E {
    assertLive();
    close();
    try {
      body.run();
    } finally {
      enter();
    }
  }

  @Override
  public String toString() {
    return "LocalInterruptDisabled[" + (owner != 0 ? "open]" : "closed]");
  }
}

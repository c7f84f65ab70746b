package lockproof.context;

import lockproof.annotations.AssertsContext;
import lockproof.annotations.ContextToken;
import lockproof.annotations.Pure;
import lockproof.internal.InterruptState;
import lockproof.internal.ThreadIds;

/**
 * Proof that local interrupts are disabled on the current thread: no raised handler runs here, and
 * no interrupt of the thread takes effect, while the token is live.
 *
 * <p>A method that takes a token borrows it: the type has no {@code close}, so only whoever
 * disabled interrupts can enable them. A token is made by {@link LocalInterrupts}, by a lock, and
 * for a handler, and in no other way. It belongs to one thread.
 *
 * <p>The idea is that of the typed tokens proposed for the locks of the Linux kernel in Rust.
 */
@ContextToken
public abstract sealed class LocalInterruptDisabled implements ContextIdentity
    permits LocalInterruptScope, SectionToken {
  final InterruptState state;

  /** The word of the thread while the scope that this token is, if it is one, is open; or zero. */
  long owner;

  LocalInterruptDisabled(InterruptState state) {
    this.state = state;
  }

  /**
   * Whether the token proves anything: its scope is open, and this is its thread.
   *
   * @return true while it does
   */
  @Pure
  public final boolean isLive() {
    return owner == ThreadIds.wordOf(Thread.currentThread())
        || isSectionOpen() && state.isCurrent();
  }

  /**
   * Asserts that the token proves something.
   *
   * @throws ContextException if its scope was closed or is suspended, or on another thread
   */
  @AssertsContext(LocalInterruptDisabled.class)
  public final void assertLive() {
    if (owner != ThreadIds.wordOf(Thread.currentThread())) {
      assertSectionOpen();
    }
  }

  private void assertSectionOpen() {
    if (!state.isCurrent()) {
      throw new ContextException("this token belongs to another thread");
    }
    if (!isSectionOpen()) {
      throw new ContextException("the scope of this token is not open");
    }
  }

  /** Whether the section that this token was made in, if it is no scope itself, is open. */
  boolean isSectionOpen() {
    return false;
  }

  /** The thread whose interrupts are disabled stands for the context. */
  @Override
  @Pure
  public final Object contextIdentity() {
    return state;
  }
}

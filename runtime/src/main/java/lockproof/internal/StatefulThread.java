package lockproof.internal;

import org.jspecify.annotations.Nullable;

/** A thread that carries its interrupt state in a field: the fastest way to it. */
public abstract class StatefulThread extends Thread {
  final InterruptState state = new InterruptState(this, true);

  /**
   * As the constructor of {@link Thread}.
   *
   * @param group the thread group, or null
   * @param target what to run, or null
   * @param name the name of the thread
   * @param stackSize the wanted stack size in bytes, zero for the default
   */
  protected StatefulThread(
      @Nullable ThreadGroup group, @Nullable Runnable target, String name, long stackSize) {
    super(group, target, name, stackSize);
  }

  /**
   * The interrupt state of this thread.
   *
   * @return always the same
   */
  protected final InterruptState state() {
    return state;
  }

  /** {@link Thread#interrupt()} itself, past whatever subclasses make of it. */
  final void interruptNow() {
    super.interrupt();
  }
}

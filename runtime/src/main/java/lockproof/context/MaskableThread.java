package lockproof.context;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import lockproof.internal.StatefulThread;
import org.jspecify.annotations.Nullable;

/**
 * A thread whose interrupts can be masked: {@link #interrupt()} takes effect at once when local
 * interrupts are enabled, and otherwise when the disabled section ends. So {@code
 * Future.cancel(true)} and {@code shutdownNow()} cannot close a file channel in the middle of a
 * write, or end a wait that must not be ended, inside a section.
 *
 * <p>Memory effects: what happened before {@link #interrupt()} happens before the interrupt takes
 * effect, deferred or not. The idea is the signal mask of POSIX threads.
 *
 * <p>It is also the fastest place for the interrupt state: a field of the thread.
 *
 * <p>One exception: a thread that enters a section while it is being interrupted waits for the
 * interrupter, yet not longer than a second, since the interrupter may be blocked by something that
 * the thread holds. Then the interrupt may still arrive inside the section.
 */
@SuppressWarnings("exports") // the superclass only holds a field
public class MaskableThread extends StatefulThread {
  private static final AtomicLong UNNAMED = new AtomicLong();

  /**
   * A thread with a name of the form {@code maskable-7}.
   *
   * @param target what to run, or null when {@link #body()} is overridden
   */
  public MaskableThread(@Nullable Runnable target) {
    this(target, "maskable-" + UNNAMED.getAndIncrement());
  }

  /**
   * A thread with a name.
   *
   * @param target what to run, or null when {@link #body()} is overridden
   * @param name the name of the thread
   */
  public MaskableThread(@Nullable Runnable target, String name) {
    this(null, target, name, 0);
  }

  /**
   * As {@link Thread#Thread(ThreadGroup, Runnable, String, long)}.
   *
   * @param group the thread group, or null for the default one
   * @param target what to run, or null when {@link #body()} is overridden
   * @param name the name of the thread
   * @param stackSize the wanted stack size in bytes, zero for the default
   */
  public MaskableThread(
      @Nullable ThreadGroup group, @Nullable Runnable target, String name, long stackSize) {
    super(group, target, name, stackSize);
  }

  /**
   * A factory of such threads for executors.
   *
   * @param prefix their names are the prefix, a dash, and a number from zero
   * @return the factory
   */
  public static ThreadFactory factory(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    AtomicLong next = new AtomicLong();
    return target -> new MaskableThread(target, prefix + '-' + next.getAndIncrement());
  }

  /** Runs the body, then the handlers that are left; later ones are refused. */
  @Override
  public final void run() {
    try {
      body();
    } finally {
      state().retire();
    }
  }

  /** What the thread does; by default it runs its target. */
  protected void body() {
    super.run();
  }

  /** Interrupts the thread, now or when its disabled section ends. */
  @Override
  public final void interrupt() {
    state().interrupt(this);
  }

  /**
   * Whether the thread was interrupted in a disabled section and will be when it ends. {@link
   * #isInterrupted()} does not tell until then.
   *
   * @return true while an interrupt is deferred
   */
  public final boolean isInterruptDeferred() {
    return state().isInterruptDeferred();
  }
}

package lockproof.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one thread knows about its local interrupts: how often they are disabled, which handlers
 * were raised, and whether an interrupt of the thread is deferred.
 *
 * <p>The depth is a plain field that only the thread itself touches: handlers run on the thread
 * they were raised to, never on the one that raised them, so that disabling needs no fence. The
 * state refers to its thread weakly, so that tables of states keep no thread alive.
 */
public final class InterruptState extends WeakReference<Thread> {
  private final int hash;
  private final @Nullable InterruptMask mask;
  private final Mailbox mailbox = new Mailbox();

  /**
   * In how many disabled sections the thread is; touched by that thread alone. Open to the scopes,
   * which at the end of the stack must count without a call.
   */
  public int depth;

  private long section;
  private boolean interruptSaved;
  private volatile boolean parked;

  InterruptState(Thread thread, boolean maskable) {
    super(thread, maskable ? null : InterruptStates.collected());
    this.hash = System.identityHashCode(thread);
    this.mask = maskable ? new InterruptMask() : null;
  }

  /**
   * The state of the current thread.
   *
   * @return always the same for a thread
   */
  public static InterruptState current() {
    Thread thread = Thread.currentThread();
    return thread instanceof StatefulThread s ? s.state : InterruptStates.of(thread);
  }

  /**
   * The state of any thread, the current one or another.
   *
   * @param thread the thread
   * @return always the same for a thread
   */
  public static InterruptState of(Thread thread) {
    return thread instanceof StatefulThread s ? s.state : InterruptStates.register(thread);
  }

  /**
   * Whether this is the state of the current thread.
   *
   * @return true on that thread only
   */
  public boolean isCurrent() {
    return refersTo(Thread.currentThread());
  }

  /**
   * Whether the thread is in a disabled section; only for that thread to ask.
   *
   * @return false when interrupts are enabled
   */
  public boolean isDisabled() {
    return depth != 0;
  }

  /**
   * Tells the outermost sections of the thread apart.
   *
   * @return a number that changes with each
   */
  public long section() {
    return section;
  }

  /**
   * Enters a disabled section. Only on the thread itself. When this throws, the section was not
   * entered.
   */
  public void enter() {
    if (depth == 0) {
      mask();
      section++;
    }
    depth++;
  }

  private void mask() {
    Thread thread = Thread.currentThread();
    if (mask != null) {
      mask.close();
    }
    if (thread.isInterrupted() && Thread.interrupted()) {
      interruptSaved = true;
    }
  }

  /** Delivers what waited for the outermost section to end. Only on the thread itself. */
  public void enable() {
    unmask();
    if (mailbox.hasMail()) {
      deliver();
    }
  }

  private void unmask() {
    boolean interrupt = mask != null && mask.open();
    if (interrupt || interruptSaved) {
      interruptSaved = false;
      Thread thread = Thread.currentThread();
      if (thread instanceof StatefulThread s) {
        s.interruptNow();
      } else {
        thread.interrupt();
      }
    }
  }

  /**
   * Runs what was raised, unless interrupts are disabled. Only on the thread itself.
   *
   * @return whether a handler ran
   */
  public boolean deliver() {
    if (depth != 0) {
      return false;
    }
    boolean any = false;
    for (Runnable handler = mailbox.take(); handler != null; handler = mailbox.take()) {
      any = true;
      enter();
      try {
        handler.run();
      } catch (Throwable e) {
        report(e);
      } finally {
        depth--;
        unmask();
      }
    }
    return any;
  }

  /** A handler has no caller that could catch: what it throws goes where a thread's failures go. */
  private static void report(Throwable e) {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    if (handler != null) {
      try {
        handler.uncaughtException(thread, e);
      } catch (Throwable ignored) {
        // As the virtual machine does: what this handler throws is ignored.
      }
    }
  }

  /**
   * Queues a handler for the thread, and wakes the thread if it is parked in a window.
   *
   * @param handler what to run there, exactly once
   * @return false when the thread takes no handlers any more
   */
  public boolean raise(Runnable handler) {
    Thread thread = get();
    if (thread == null || thread.getState() == Thread.State.TERMINATED || !mailbox.put(handler)) {
      return false;
    }
    if (parked) {
      LockSupport.unpark(thread);
    }
    return true;
  }

  /**
   * Parks the thread; a window for handlers if interrupts are enabled. Returns for no reason too,
   * as {@link LockSupport#park(Object)} does, and always after a handler ran.
   *
   * @param blocker what the thread waits for
   * @param nanos for how long at most; {@link Long#MAX_VALUE} for no limit
   */
  public void park(@Nullable Object blocker, long nanos) {
    if (deliver()) {
      return;
    }
    parked = true;
    try {
      if (depth != 0 || !mailbox.hasMail()) {
        parkPlainly(blocker, nanos);
      }
    } finally {
      parked = false;
    }
    deliver();
  }

  static void parkPlainly(@Nullable Object blocker, long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(blocker);
    } else {
      LockSupport.parkNanos(blocker, nanos);
    }
  }

  /** The thread is about to end: delivers what was raised, and takes no more. */
  public void retire() {
    depth = 0;
    do {
      deliver();
    } while (!mailbox.close());
  }

  /**
   * An interrupt from any thread: now, or when the section that the thread is in ends.
   *
   * @param thread the thread of this state
   */
  public void interrupt(StatefulThread thread) {
    if (mask == null || thread == Thread.currentThread()) {
      interruptSelf(thread);
    } else {
      mask.interrupt(thread);
    }
  }

  private void interruptSelf(StatefulThread thread) {
    if (depth > 0) {
      interruptSaved = true;
    } else {
      thread.interruptNow();
    }
  }

  /**
   * Whether an interrupt is deferred until the section ends; any thread may ask, only the thread
   * itself gets an exact answer.
   *
   * @return true while one waits
   */
  public boolean isInterruptDeferred() {
    return interruptSaved || mask != null && mask.isDeferred();
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** States are equal when they belong to the same living thread. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Thread thread = get();
    return thread != null && other instanceof InterruptState s && s.refersTo(thread);
  }
}

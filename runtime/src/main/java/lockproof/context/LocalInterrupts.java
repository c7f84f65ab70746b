package lockproof.context;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockproof.annotations.AssertsContext;
import lockproof.annotations.Blocking;
import lockproof.annotations.OpensContext;
import lockproof.annotations.Outcome;
import lockproof.annotations.Pure;
import lockproof.annotations.RunsInPlace;
import lockproof.function.ThrowingConsumer;
import lockproof.function.ThrowingFunction;
import lockproof.internal.InterruptState;
import org.jspecify.annotations.Nullable;

/**
 * Local interrupts of the current thread: what they are, and how they are disabled.
 *
 * <p>A local interrupt is one of two things. A <em>handler raised</em> to a thread with {@link
 * #raise} runs on that thread at one of its windows: when its last disabled section ends, at {@link
 * #poll()}, and while it waits in {@link #park} or for one of the locks of this library; exactly
 * once, in the order of raising, and never inside a disabled section. And {@link Thread#interrupt}:
 * on a {@link MaskableThread} it is deferred until the section ends; on any other thread an
 * interrupt that was already pending is put aside for the section, while one that arrives in the
 * midst of it takes effect at once, since it cannot be kept off.
 *
 * <p>All of this concerns the current thread, except {@link #raise} and {@link #synchronize}, which
 * any thread may call. Disabling orders no memory: handlers run on the thread itself.
 *
 * <p>The idea is that of interrupts of a processor, and of the masks of POSIX signals.
 *
 * <p>To disable interrupts by hand is the exception; to take a {@code SpinLockIrq} is the rule.
 */
public final class LocalInterrupts {
  private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(10);

  private LocalInterrupts() {}

  /**
   * Disables local interrupts of the current thread until the scope is closed.
   *
   * @return the scope, which is also the token
   */
  @OpensContext
  public static LocalInterruptScope disable() {
    return new LocalInterruptScope(InterruptState.current()).enter();
  }

  /**
   * Runs a body with local interrupts disabled.
   *
   * @param body what to run; given the token
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   */
  public static <E extends Throwable> void run(
      @RunsInPlace ThrowingConsumer<? super LocalInterruptDisabled, E> body) throws E {
    try (LocalInterruptScope scope = disable()) {
      body.accept(scope);
    }
  }

  /**
   * Calls a function with local interrupts disabled.
   *
   * @param fn what to call; given the token
   * @param <R> the type of its result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   */
  public static <R extends @Nullable Object, E extends Throwable> R call(
      @RunsInPlace ThrowingFunction<? super LocalInterruptDisabled, R, E> fn) throws E {
    try (LocalInterruptScope scope = disable()) {
      return fn.apply(scope);
    }
  }

  /**
   * Whether local interrupts of the current thread are disabled.
   *
   * @return true inside a disabled section
   */
  @Pure
  @AssertsContext(value = LocalInterruptDisabled.class, on = Outcome.TRUE)
  public static boolean isDisabled() {
    return InterruptState.current().isDisabled();
  }

  /**
   * Asserts that local interrupts of the current thread are disabled.
   *
   * @throws ContextException if they are enabled
   */
  @AssertsContext(LocalInterruptDisabled.class)
  public static void assertDisabled() {
    if (!isDisabled()) {
      throw new ContextException("local interrupts are enabled on " + Thread.currentThread());
    }
  }

  /**
   * A token for code that knows that interrupts are disabled but was given no proof. The claim is
   * checked, and the token ends with the section that it was made in.
   *
   * @param because why the claim is right, for the reader and for the exception
   * @return the token
   * @throws ContextException if interrupts are enabled
   */
  @AssertsContext(LocalInterruptDisabled.class)
  public static LocalInterruptDisabled assumeDisabled(String because) {
    if (because.isBlank()) {
      throw new IllegalArgumentException("a reason is needed");
    }
    InterruptState state = InterruptState.current();
    if (!state.isDisabled()) {
      throw new ContextException("assumed because " + because + ", but interrupts are enabled");
    }
    return new SectionToken(state);
  }

  /**
   * Raises a handler to a thread: it will run there once, at the thread's next window. A thread
   * that waits in a window is woken; one that is blocked elsewhere comes to a window in its own
   * time, and one that ends without a window never runs it, except that a {@link MaskableThread}
   * runs what is left before it ends. Raised to the current thread with interrupts enabled, it runs
   * at once.
   *
   * <p>Memory effects: what happened before raising happens before the handler runs.
   *
   * @param thread where to run it
   * @param handler what to run
   * @return false when the thread has ended and the handler will not run
   */
  public static boolean raise(Thread thread, InterruptHandler handler) {
    Objects.requireNonNull(handler, "handler");
    boolean accepted = InterruptState.of(thread).raise(() -> handle(handler));
    if (accepted && thread == Thread.currentThread()) {
      poll();
    }
    return accepted;
  }

  private static void handle(InterruptHandler handler) {
    try (LocalInterruptScope scope = disable()) {
      handler.handle(scope);
    }
  }

  /**
   * Runs the handlers that were raised to the current thread; nothing inside a disabled section.
   *
   * @return whether any ran
   */
  public static boolean poll() {
    return InterruptState.current().deliver();
  }

  /**
   * Waits until the handlers that were raised to a thread before this call have run, or the thread
   * has ended. The wait is a window for the caller's own handlers.
   *
   * @param thread whose handlers to wait for
   * @throws ContextException if interrupts are disabled here: two threads that wait for each other
   *     so would never return
   */
  @Blocking
  public static void synchronize(Thread thread) {
    synchronize(thread, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  /**
   * As {@link #synchronize(Thread)}, for a limited time.
   *
   * @param thread whose handlers to wait for
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return false when time was up
   * @throws ContextException if interrupts are disabled here
   */
  @Blocking
  public static boolean synchronize(Thread thread, long timeout, TimeUnit unit) {
    if (isDisabled()) {
      throw new ContextException("waiting for handlers with interrupts disabled");
    }
    Thread waiter = Thread.currentThread();
    AtomicBoolean ran = new AtomicBoolean();
    InterruptHandler marker =
        irq -> {
          ran.set(true);
          LockSupport.unpark(waiter);
        };
    if (!raise(thread, marker)) {
      return true;
    }
    long start = System.nanoTime();
    long nanos = unit.toNanos(timeout);
    boolean interrupted = false;
    while (!ran.get() && thread.getState() != Thread.State.TERMINATED) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        break;
      }
      interrupted |= Thread.interrupted();
      parkNanos(thread, Math.min(left, GLANCE));
    }
    if (interrupted) {
      waiter.interrupt();
    }
    return ran.get() || thread.getState() == Thread.State.TERMINATED;
  }

  /**
   * Parks the current thread as {@link LockSupport#park(Object)} does, and is a window for
   * handlers.
   *
   * @param blocker what the thread waits for
   */
  @Blocking
  public static void park(Object blocker) {
    InterruptState.current().park(blocker, Long.MAX_VALUE);
  }

  /**
   * Parks the current thread as {@link LockSupport#parkNanos(Object, long)} does, and is a window
   * for handlers.
   *
   * @param blocker what the thread waits for
   * @param nanos for how long at most
   */
  @Blocking
  public static void parkNanos(Object blocker, long nanos) {
    InterruptState.current().park(blocker, nanos);
  }
}

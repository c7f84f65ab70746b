package lockproof.testing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Threads for tests, virtual ones where the JDK has them. */
public enum Threads {
  /** Plain platform threads. */
  PLATFORM,
  /** Maskable threads. */
  MASKABLE,
  /** Virtual threads. */
  VIRTUAL;

  private static final MethodHandle START_VIRTUAL = startVirtual();

  private static MethodHandle startVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /** The kinds of threads that this JDK has. */
  public static Stream<Threads> available() {
    return Stream.of(values()).filter(kind -> kind != VIRTUAL || START_VIRTUAL != null);
  }

  /** Starts a thread of this kind. */
  public Thread start(Runnable body) {
    if (this == VIRTUAL) {
      try {
        return (Thread) START_VIRTUAL.invokeExact(body);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
    Thread thread =
        this == MASKABLE ? new lockproof.context.MaskableThread(body) : new Thread(body);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Runs a task on a new platform thread and returns its result; it must end within ten seconds.
   */
  public static <T> T elsewhere(Callable<T> task) throws Exception {
    return elsewhere(0, task);
  }

  /** As {@link #elsewhere(Callable)}, on a thread with a stack of about that many bytes. */
  public static <T> T elsewhere(long stackSize, Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, "elsewhere", stackSize);
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Joins, and fails when the thread does not end within the seconds. */
  public static void join(Thread thread, int seconds) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(seconds));
    if (thread.isAlive()) {
      AssertionError error = new AssertionError(thread + " does not end");
      error.setStackTrace(thread.getStackTrace());
      throw error;
    }
  }

  /** Waits until something is so, or fails after ten seconds. */
  public static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not so within ten seconds");
      }
      Thread.sleep(1);
    }
  }

  /** Waits until the thread is parked or sleeps. */
  public static void awaitParked(Thread thread) throws InterruptedException {
    await(
        () ->
            thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
  }
}

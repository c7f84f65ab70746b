package lockproof.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Thread ids as lock words: never zero, and not to be falsified by a subclass where the JDK helps.
 */
public final class ThreadIds {
  private static final @Nullable MethodHandle THREAD_ID = threadId();

  private ThreadIds() {}

  /**
   * The lock word that stands for a thread.
   *
   * @param thread the owner
   * @return its id with the sign bit set
   */
  public static long wordOf(Thread thread) {
    return idOf(thread) | Long.MIN_VALUE;
  }

  /**
   * The id of a thread; by the final method where there is one.
   *
   * @param thread the thread
   * @return its id
   */
  static long idOf(Thread thread) {
    if (THREAD_ID == null) {
      return thread.getId();
    }
    try {
      return (long) THREAD_ID.invokeExact(thread);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable MethodHandle threadId() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}

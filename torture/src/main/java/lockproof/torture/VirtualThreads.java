package lockproof.torture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Virtual threads, where the JDK has them. */
final class VirtualThreads {
  private static final MethodHandle START = find();

  private VirtualThreads() {}

  private static MethodHandle find() {
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

  static boolean available() {
    return START != null;
  }

  static Thread start(Runnable body) {
    if (START == null) {
      throw new UnsupportedOperationException("this JDK has no virtual threads");
    }
    try {
      return (Thread) START.invokeExact(body);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

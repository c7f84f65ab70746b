package lockproof.internal;

import org.jspecify.annotations.Nullable;

/** Records waiting for locks with the Flight Recorder, where the run-time image has it. */
public final class Contention {
  private static final boolean AVAILABLE = available();

  private Contention() {}

  private static boolean available() {
    try {
      return new ContentionEvent() != null;
    } catch (LinkageError e) {
      return false;
    }
  }

  /**
   * Starts an event.
   *
   * @return the event, or null when nobody records
   */
  public static @Nullable Object begin() {
    return AVAILABLE ? Recorder.begin() : null;
  }

  /**
   * Ends an event.
   *
   * @param event what {@link #begin()} returned
   * @param lock what the thread waited for
   * @param acquired whether it got it
   */
  public static void end(@Nullable Object event, Object lock, boolean acquired) {
    if (event != null) {
      try {
        Recorder.end(event, lock, acquired);
      } catch (VirtualMachineError e) {
        // An event is lost; the lock that was acquired is not.
      }
    }
  }

  /** Apart, so that its class is not loaded where there is no Flight Recorder. */
  private static final class Recorder {
    static @Nullable Object begin() {
      ContentionEvent event = new ContentionEvent();
      if (!event.isEnabled()) {
        return null;
      }
      event.begin();
      return event;
    }

    static void end(Object started, Object lock, boolean acquired) {
      ContentionEvent event = (ContentionEvent) started;
      event.end();
      if (event.shouldCommit()) {
        event.lock = lock.toString();
        event.kind = lock.getClass().getSimpleName();
        event.acquired = acquired;
        event.commit();
      }
    }
  }
}

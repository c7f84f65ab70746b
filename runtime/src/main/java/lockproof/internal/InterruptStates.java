package lockproof.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the state of a thread that has no field for it: a small table indexed by the thread's id,
 * then a thread local, then the registry of all states, by which other threads find it too.
 *
 * <p>An entry of the table is believed only if it refers to the current thread, so that neither
 * collisions nor races on the table matter.
 */
final class InterruptStates {
  private static final int SIZE = 1024;
  private static final InterruptState[] TABLE = new InterruptState[SIZE];
  private static final ReferenceQueue<Thread> COLLECTED = new ReferenceQueue<>();
  private static final ConcurrentHashMap<InterruptState, InterruptState> ALL =
      new ConcurrentHashMap<>();
  private static final ThreadLocal<InterruptState> LOCAL =
      ThreadLocal.withInitial(() -> register(Thread.currentThread()));

  private InterruptStates() {}

  static ReferenceQueue<Thread> collected() {
    return COLLECTED;
  }

  /** The state of the current thread. */
  static InterruptState of(Thread current) {
    InterruptState state = TABLE[slot(current)];
    return state != null && state.refersTo(current) ? state : find(current);
  }

  private static InterruptState find(Thread current) {
    InterruptState state = LOCAL.get();
    TABLE[slot(current)] = state;
    return state;
  }

  private static int slot(Thread thread) {
    return (int) ThreadIds.idOf(thread) & SIZE - 1;
  }

  /** The state of any thread, created on first demand. */
  static InterruptState register(Thread thread) {
    purge();
    InterruptState fresh = new InterruptState(thread, false);
    InterruptState known = ALL.putIfAbsent(fresh, fresh);
    return known == null ? fresh : known;
  }

  private static void purge() {
    for (Reference<?> r = COLLECTED.poll(); r != null; r = COLLECTED.poll()) {
      ALL.remove(r);
    }
  }
}

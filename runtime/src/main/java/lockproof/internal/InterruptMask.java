package lockproof.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether {@link Thread#interrupt()} takes effect at once or is deferred: a word with four
 * states that the thread and its interrupters exchange atomically.
 *
 * <p>An interrupter that found the mask open is <em>interrupting</em>, and the thread that closes
 * its mask waits for it, so that no interrupt arrives late inside a section. Nobody holds a monitor
 * meanwhile. The wait is bounded: an interrupter may itself be blocked by something that the thread
 * holds (closing a channel, for one), and then the thread goes on.
 */
final class InterruptMask {
  private static final int OPEN = 0;
  private static final int INTERRUPTING = 1;
  private static final int CLOSED = 2;
  private static final int DEFERRED = 3;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(20);

  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(InterruptMask.class, "word", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through WORD
  private volatile int word;

  /** The thread enters its outermost section. */
  void close() {
    if (!WORD.compareAndSet(this, OPEN, CLOSED)) {
      closeSlowly();
    }
  }

  /** A word that is closed already was left behind by a section that a stack overflow cut short. */
  private void closeSlowly() {
    long start = System.nanoTime();
    boolean interrupted = false;
    while (word < CLOSED && !WORD.compareAndSet(this, OPEN, CLOSED)) {
      interrupted |= Thread.interrupted();
      if (System.nanoTime() - start > PATIENCE) {
        word = CLOSED;
        break;
      }
      InterruptState.parkPlainly(this, NAP);
    }
    if (interrupted) {
      WORD.compareAndSet(this, CLOSED, DEFERRED);
    }
  }

  /** The thread leaves its outermost section; true when an interrupt was deferred. */
  boolean open() {
    return (int) WORD.getAndSet(this, OPEN) == DEFERRED;
  }

  boolean isDeferred() {
    return word == DEFERRED;
  }

  /** Another thread interrupts. */
  void interrupt(StatefulThread thread) {
    while (true) {
      switch (word) {
        case OPEN -> {
          if (WORD.compareAndSet(this, OPEN, INTERRUPTING)) {
            try {
              thread.interruptNow();
            } finally {
              WORD.compareAndSet(this, INTERRUPTING, OPEN);
            }
            return;
          }
        }
        case CLOSED -> {
          if (WORD.compareAndSet(this, CLOSED, DEFERRED)) {
            return;
          }
        }
        case DEFERRED -> {
          return;
        }
        default -> InterruptState.parkPlainly(this, NAP);
      }
    }
  }
}

package lockproof.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Handlers raised to one thread: many threads put, that thread alone takes, in the order of
 * putting. A handler is taken before it runs, one at a time, so that whatever happens it runs once.
 */
final class Mailbox {
  private static final Letter CLOSED = new Letter(() -> {});
  private static final VarHandle ARRIVED;

  static {
    try {
      ARRIVED = MethodHandles.lookup().findVarHandle(Mailbox.class, "arrived", Letter.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The latest first. */
  private volatile @Nullable Letter arrived;

  /** The oldest first; the taker's own. */
  private @Nullable Letter sorted;

  private static final class Letter {
    private final Runnable handler;
    private @Nullable Letter next;

    private Letter(Runnable handler) {
      this.handler = handler;
    }
  }

  boolean hasMail() {
    return arrived != null || sorted != null;
  }

  /** Adds a handler; false when the box is closed. */
  boolean put(Runnable handler) {
    Letter letter = new Letter(handler);
    while (true) {
      Letter head = arrived;
      if (head == CLOSED) {
        return false;
      }
      letter.next = head;
      if (ARRIVED.compareAndSet(this, head, letter)) {
        return true;
      }
    }
  }

  /** Takes the oldest handler, or null. */
  @Nullable Runnable take() {
    if (sorted == null && arrived != null && arrived != CLOSED) {
      sort();
    }
    Letter letter = sorted;
    if (letter == null) {
      return null;
    }
    sorted = letter.next;
    return letter.handler;
  }

  /** Moves what arrived to the sorted list, oldest first. */
  private void sort() {
    Letter letter = (Letter) ARRIVED.getAndSet(this, null);
    Letter reversed = null;
    while (letter != null) {
      Letter next = letter.next;
      letter.next = reversed;
      reversed = letter;
      letter = next;
    }
    sorted = reversed;
  }

  /** Closes the box if it is empty. */
  boolean close() {
    return arrived == CLOSED || sorted == null && ARRIVED.compareAndSet(this, null, CLOSED);
  }
}

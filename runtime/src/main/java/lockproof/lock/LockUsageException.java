package lockproof.lock;

/**
 * A lock or guard was used against its rules. Thrown in every build, not only where assertions are
 * enabled. The state of the lock has not changed.
 */
public sealed class LockUsageException extends IllegalMonitorStateException {
  private static final long serialVersionUID = 1L;

  LockUsageException(String message) {
    super(message);
  }

  /** A guard was used after it released its lock. */
  public static final class GuardClosed extends LockUsageException {
    private static final long serialVersionUID = 1L;

    GuardClosed(Object lock) {
      super("the guard of " + lock + " was used after it was closed");
    }
  }

  /** A guard was used on another thread than the one that acquired. */
  public static final class WrongThread extends LockUsageException {
    private static final long serialVersionUID = 1L;

    WrongThread(Object lock, long owner) {
      super("the guard of " + lock + " belongs to thread " + (owner & Long.MAX_VALUE));
    }
  }

  /** A thread acquired a lock that it holds already, and would have waited for itself forever. */
  public static final class SelfDeadlock extends LockUsageException {
    private static final long serialVersionUID = 1L;

    SelfDeadlock(Object lock) {
      super(lock + " is held by this thread already and is not reentrant");
    }
  }

  /** A lock was needed that the thread does not hold. */
  public static final class NotHeld extends LockUsageException {
    private static final long serialVersionUID = 1L;

    NotHeld(Object lock) {
      super(lock + " is not held by this thread");
    }
  }

  /** A guard, condition or datum belongs to another lock than the one it was used with. */
  public static final class WrongLock extends LockUsageException {
    private static final long serialVersionUID = 1L;

    WrongLock(Object expected, Object given) {
      super("belongs to " + expected + " and was used with " + given);
    }
  }
}

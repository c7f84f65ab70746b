package lockproof.ww;

/**
 * A wound/wait mutex, context or lock set was used against its rules. Thrown in every build, not
 * only where assertions are enabled.
 */
public sealed class WwUsageException extends IllegalMonitorStateException {
  private static final long serialVersionUID = 1L;

  WwUsageException(String message) {
    super(message);
  }

  /** The mutex belongs to another class than the context. */
  public static final class WrongClass extends WwUsageException {
    private static final long serialVersionUID = 1L;

    WrongClass(Object mutex, Object expected) {
      super(mutex + " does not belong to " + expected);
    }
  }

  /** A context, lock set or guard was used on another thread than its own. */
  public static final class WrongThread extends WwUsageException {
    private static final long serialVersionUID = 1L;

    WrongThread(Object what) {
      super(what + " belongs to another thread");
    }
  }

  /** The mutex is not locked with this context, in this set, or by this thread. */
  public static final class NotLocked extends WwUsageException {
    private static final long serialVersionUID = 1L;

    NotLocked(Object mutex) {
      super(mutex + " is not locked here");
    }
  }

  /** The mutex is locked already by this context, set or thread. */
  public static final class AlreadyLocked extends WwUsageException {
    private static final long serialVersionUID = 1L;

    AlreadyLocked(Object mutex) {
      super(mutex + " is locked here already");
    }
  }

  /** The context was told that acquisition is done, and asked to acquire again. */
  public static final class AfterDone extends WwUsageException {
    private static final long serialVersionUID = 1L;

    AfterDone(Object ctx) {
      super("acquisition with " + ctx + " is done");
    }
  }

  /** The context was used after it was closed. */
  public static final class ContextClosed extends WwUsageException {
    private static final long serialVersionUID = 1L;

    ContextClosed(Object ctx) {
      super(ctx + " was closed");
    }
  }

  /** The context was closed while it held mutexes; it has released them. */
  public static final class StillLocked extends WwUsageException {
    private static final long serialVersionUID = 1L;

    StillLocked(Object ctx) {
      super(ctx + " was closed while it held mutexes");
    }
  }

  /** A lock set was to work over a context that holds something, or was told that it is done. */
  public static final class NotEmpty extends WwUsageException {
    private static final long serialVersionUID = 1L;

    NotEmpty(Object ctx) {
      super(ctx + " is not fresh");
    }
  }

  /** The thread has a context of this class already: two of them can deadlock. */
  public static final class TwoContexts extends WwUsageException {
    private static final long serialVersionUID = 1L;

    TwoContexts(Object wwClass) {
      super("this thread has a context of " + wwClass + " already");
    }
  }

  /**
   * Locking with and without a context was mixed: this thread would wait for a mutex while it holds
   * another one of the class that no context knows of.
   */
  public static final class MixedLocking extends WwUsageException {
    private static final long serialVersionUID = 1L;

    MixedLocking(Object what) {
      super("locking " + what + " mixes locking with and without a context");
    }
  }

  /** The slow form is for the mutex that the last deadlock was about. */
  public static final class UnneededSlow extends WwUsageException {
    private static final long serialVersionUID = 1L;

    UnneededSlow(Object mutex) {
      super("there was no deadlock about " + mutex);
    }
  }

  /**
   * After a deadlock the context must release what it holds, then lock the contended mutex first.
   */
  public static final class NotBackedOff extends WwUsageException {
    private static final long serialVersionUID = 1L;

    NotBackedOff(Object contended) {
      super("after a deadlock about " + contended + " release everything and lock it first");
    }
  }

  /** A handle was used in another attempt than its own, or a mutex locked after data was used. */
  public static final class WrongPhase extends WwUsageException {
    private static final long serialVersionUID = 1L;

    WrongPhase(String what) {
      super(what);
    }
  }

  /** A guard was used after it released its mutex. */
  public static final class GuardClosed extends WwUsageException {
    private static final long serialVersionUID = 1L;

    GuardClosed(Object mutex) {
      super("the guard of " + mutex + " was used after it was closed");
    }
  }
}

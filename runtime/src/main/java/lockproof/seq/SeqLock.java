package lockproof.seq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import lockproof.annotations.Acquires;
import lockproof.annotations.AssertsHeld;
import lockproof.annotations.HeldDuring;
import lockproof.annotations.HeldIf;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.MustNotHold;
import lockproof.annotations.Outcome;
import lockproof.annotations.Pure;
import lockproof.annotations.Retries;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.Stamp;
import lockproof.annotations.Validates;
import lockproof.function.ThrowingRunnable;
import lockproof.function.ThrowingSupplier;
import lockproof.internal.ThreadIds;
import lockproof.internal.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * A sequence lock: writers exclude each other, readers take no lock and validate instead.
 *
 * <p>A word of its own tells who writes or reads exclusively; only writers touch the sequence.
 * Writers are unfair among themselves, but do not overtake a reader that gave up reading
 * optimistically and queued. Neither mode is reentrant, and a writer cannot read optimistically
 * inside its own section.
 *
 * <p>Memory effects among writers and exclusive readers are those of a lock; those of optimistic
 * readers are told at {@link Sequence}. The idea is the kernel's {@code seqlock_t}; where the
 * fences belong in a language with a memory model follows Boehm's analysis of seqlocks.
 */
@LockType
public final class SeqLock extends Sequence {
  private static final int OPTIMISTIC_TRIES = 8;
  private static final VarHandle HOLDER;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HOLDER = lookup.findVarHandle(SeqLock.class, "holder", long.class);
      WAITERS = lookup.findVarHandle(SeqLock.class, "waiters", WaitQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable String name;

  /** The word of the thread that writes or reads exclusively, or zero. */
  volatile long holder;

  private volatile @Nullable WaitQueue waiters;

  /** A lock without a name. */
  public SeqLock() {
    this.name = null;
  }

  /**
   * A lock with a name, for messages, thread dumps and events.
   *
   * @param name the name
   */
  public SeqLock(String name) {
    this.name = name;
  }

  private boolean tryAcquire(long self) {
    return holder == 0 && HOLDER.compareAndSet(this, 0L, self);
  }

  private void acquire(long self, int how) {
    WaitQueue queue = waiters;
    if (!(queue == null || queue.mayOvertake())
        || !HOLDER.weakCompareAndSetAcquire(this, 0L, self)) {
      acquireSlowly(self, how);
    }
  }

  private void acquireSlowly(long self, int how) {
    refuseOwnSection();
    waiters().acquire(() -> tryAcquire(self), how);
  }

  /** The queue, made when somebody waits for the first time. */
  WaitQueue waiters() {
    WaitQueue queue = waiters;
    if (queue != null) {
      return queue;
    }
    WaitQueue fresh = new WaitQueue(this);
    WaitQueue known = (WaitQueue) WAITERS.compareAndExchange(this, null, fresh);
    return known != null ? known : fresh;
  }

  private void release() {
    try {
      HOLDER.setRelease(this, 0L);
    } catch (StackOverflowError e) {
      holder = 0; // needs no frame
    }
    wakeNext();
  }

  private static long self() {
    return ThreadIds.wordOf(Thread.currentThread());
  }

  private void wakeNext() {
    WaitQueue queue = waiters;
    if (queue != null) {
      try {
        queue.wake();
      } catch (StackOverflowError e) {
        return; // Who waits looks again after its nap.
      }
    }
  }

  @Override
  void refuseOwnSection() {
    if (isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException(this + " is held by this thread already");
    }
  }

  /** Begins a section with the lock held; when this throws, the lock was released. */
  private SeqWriteGuard begin(SeqWriteGuard guard) {
    try {
      guard.odd = word + 1;
      sectionBegins(guard.odd);
      return guard;
    } catch (Throwable e) {
      word = (word | WRITING) + 1;
      holder = 0;
      throw e;
    }
  }

  /** Ends a section that the current thread has begun. */
  void endWriting(long odd) {
    sectionEnds(odd);
    release();
  }

  /**
   * Acquires the lock for writing, waiting as long as it takes.
   *
   * @return the guard, to be closed
   * @throws IllegalMonitorStateException if this thread holds the lock
   */
  @Acquires(mode = Mode.EXCLUSIVE)
  public SeqWriteGuard writeLock() {
    long self = self();
    SeqWriteGuard guard = new SeqWriteGuard(this, self);
    acquire(self, 0);
    return begin(guard);
  }

  /**
   * Runs a body with the lock held for writing: readers see all of it or nothing.
   *
   * @param body what to run; the section ends also when it throws
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   * @throws IllegalMonitorStateException if this thread holds the lock
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> void write(@RunsInPlace ThrowingRunnable<E> body) throws E {
    acquire(self(), 0);
    long odd = word + 1;
    try {
      sectionBegins(odd);
      body.run();
    } finally {
      endWriting(odd);
    }
  }

  /**
   * Makes a reader a writer, if what it read is still valid: a successful upgrade is a validation.
   *
   * @param stamp from a begin of this lock
   * @return the guard, to be closed, or null if the data may have changed or the lock is taken;
   *     then the reader starts again
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  @Validates(on = Outcome.NONNULL)
  public @Nullable SeqWriteGuard upgrade(@Stamp long stamp) {
    long self = self();
    SeqWriteGuard guard = new SeqWriteGuard(this, self);
    if (!tryAcquire(self)) {
      return null;
    }
    if (word != stamp) {
      release();
      return null;
    }
    return begin(guard);
  }

  /**
   * Reads with writers kept out; other readers do not notice.
   *
   * @param body what to call, once
   * @param <R> the type of its result
   * @param <E> what the body may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws IllegalMonitorStateException if this thread holds the lock
   */
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <R extends @Nullable Object, E extends Throwable> R readExclusive(
      @RunsInPlace ThrowingSupplier<R, E> body) throws E {
    acquire(self(), WaitQueue.FAIR);
    try {
      return body.get();
    } finally {
      release();
    }
  }

  /**
   * Reads optimistically a few times, and then exclusively: the number of tries is bounded, however
   * many writers there are.
   *
   * @param body reads and computes; may run several times
   * @param <R> the type of its result
   * @param <E> what the body may throw
   * @return what the body returned in a valid section
   * @throws E what the body threw in a valid section
   */
  @Retries
  @MustNotHold("this")
  public <R extends @Nullable Object, E extends Throwable> R readOrLock(
      @RunsInPlace ThrowingSupplier<R, E> body) throws E {
    for (int i = 0; i < OPTIMISTIC_TRIES; i++) {
      long stamp = tryReadBegin();
      if (stamp == 0) {
        Thread.onSpinWait();
        continue;
      }
      try {
        R result = body.get();
        if (validate(stamp)) {
          return result;
        }
      } catch (Throwable e) {
        if (validate(stamp)) {
          throw e;
        }
      }
    }
    return readExclusive(body);
  }

  /**
   * Whether anybody writes or reads exclusively; a moment later this may be wrong.
   *
   * @return true while the lock is held
   */
  @Pure
  public boolean isLocked() {
    return holder != 0;
  }

  /**
   * Whether the current thread writes or reads exclusively.
   *
   * @return true while it holds the lock
   */
  @Pure
  @HeldIf(mode = Mode.EXCLUSIVE)
  public boolean isHeldByCurrentThread() {
    return holder == self();
  }

  /**
   * Asserts that the current thread holds the lock.
   *
   * @throws IllegalMonitorStateException if it does not
   */
  @AssertsHeld(mode = Mode.EXCLUSIVE)
  public void assertHeld() {
    if (!isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException(this + " is not held by this thread");
    }
  }

  /**
   * The name that the lock was given, or its class and identity.
   *
   * @return never null
   */
  @Pure
  public String name() {
    return name != null ? name : "SeqLock@" + Integer.toHexString(System.identityHashCode(this));
  }

  @Override
  public String toString() {
    long seen = word;
    String state = (seen & WRITING) != 0 ? "writing" : holder != 0 ? "reserved" : "unlocked";
    return name() + '[' + state + ", sequence " + seen / STEP + ']';
  }
}

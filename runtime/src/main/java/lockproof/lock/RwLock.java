package lockproof.lock;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lockproof.annotations.Acquires;
import lockproof.annotations.Blocking;
import lockproof.annotations.HeldDuring;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.MustNotHold;
import lockproof.annotations.Outcome;
import lockproof.annotations.RunsInPlace;
import lockproof.function.ThrowingConsumer;
import lockproof.function.ThrowingFunction;
import lockproof.internal.ThreadIds;
import lockproof.internal.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many may hold for reading or one for writing. Fair: who arrives while others wait
 * queues behind them, so that neither readers nor writers starve.
 *
 * <p>Not reentrant in any mode. A thread that holds it for reading and acquires it for reading once
 * more may wait forever behind a writer; the lock does not know its readers and cannot tell.
 * Downgrading is possible, upgrading is not. Waits are not windows for handlers.
 *
 * <p>Memory effects: what happened before a writer's release or downgrade happens before the next
 * acquisition in either mode, and what happened before a reader's release before the next writer's
 * acquisition.
 *
 * @param <T> the type of the guarded data
 */
@LockType
public final class RwLock<T extends @Nullable Object> extends DataLock<T> {
  private static final int FOR_WRITING = WaitQueue.FAIR | WaitQueue.EXACT;
  private static final int FOR_READING = FOR_WRITING | WaitQueue.SHARED;

  /**
   * A lock that guards data.
   *
   * @param data what to guard; nobody else should be able to reach it
   */
  public RwLock(T data) {
    super(data, null);
  }

  /**
   * A lock with a name, for messages, thread dumps and events.
   *
   * @param data what to guard; nobody else should be able to reach it
   * @param name the name
   */
  public RwLock(T data, String name) {
    super(data, name);
  }

  /**
   * A lock that guards data which nobody else can reach.
   *
   * @param data makes the data
   * @param <T> the type of the guarded data
   * @return a new lock
   */
  public static <T extends @Nullable Object> RwLock<T> of(Supplier<? extends T> data) {
    return new RwLock<>(data.get());
  }

  /**
   * How many hold the lock for reading; a moment later this may be wrong.
   *
   * @return the number of read guards
   */
  public int readers() {
    return (int) Math.max(0, word);
  }

  private boolean tryWrite(Thread self) {
    return WORD.compareAndSet(this, 0L, ThreadIds.wordOf(self));
  }

  private boolean tryRead() {
    for (long s = word; s >= 0; s = word) {
      if (WORD.compareAndSet(this, s, s + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean acquire(Thread self, boolean write, int how, long nanos)
      throws InterruptedException {
    if ((how & WaitQueue.INTERRUPTIBLE) != 0 && Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (mayOvertake() && (write ? tryWrite(self) : tryRead())) {
      return true;
    }
    refuseReentry(self);
    return waiters()
        .acquire(
            write ? () -> tryWrite(self) : this::tryRead,
            how | (write ? FOR_WRITING : FOR_READING),
            nanos);
  }

  private void acquire(Thread self, boolean write) {
    try {
      acquire(self, write, 0, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void acquireWrite(Thread self) {
    acquire(self, true);
  }

  void acquireRead(Thread self) {
    acquire(self, false);
  }

  void releaseWrite() {
    word = 0;
    wakeNext();
  }

  void releaseRead() {
    if ((long) WORD.getAndAdd(this, -1L) == 1) {
      wakeNext();
    }
  }

  void downgrade() {
    word = 1;
    wakeNext();
  }

  /**
   * Acquires the lock for reading, waiting as long as it takes.
   *
   * @return the guard, to be closed
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock for writing
   */
  @Blocking
  @Acquires(mode = Mode.SHARED)
  public ReadGuard<T> readLock() {
    Thread self = Thread.currentThread();
    ReadGuard<T> guard = new ReadGuard<>(this, ThreadIds.wordOf(self));
    acquireRead(self);
    return guard;
  }

  /**
   * Acquires the lock for reading if it is free to readers at once.
   *
   * @return the guard, to be closed, or null if a writer holds the lock
   */
  @Acquires(mode = Mode.SHARED, on = Outcome.NONNULL)
  public @Nullable ReadGuard<T> tryReadLock() {
    ReadGuard<T> guard = new ReadGuard<>(this, ThreadIds.wordOf(Thread.currentThread()));
    return tryRead() ? guard : null;
  }

  /**
   * Acquires the lock for reading within a time, unless the thread is interrupted.
   *
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return the guard, to be closed, or null when time was up
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  @Blocking
  @Acquires(mode = Mode.SHARED, on = Outcome.NONNULL)
  public @Nullable ReadGuard<T> tryReadLock(long timeout, TimeUnit unit)
      throws InterruptedException {
    Thread self = Thread.currentThread();
    ReadGuard<T> guard = new ReadGuard<>(this, ThreadIds.wordOf(self));
    return acquire(self, false, WaitQueue.INTERRUPTIBLE, unit.toNanos(timeout)) ? guard : null;
  }

  /**
   * Acquires the lock for writing, waiting as long as it takes.
   *
   * @return the guard, to be closed
   * @throws LockUsageException.SelfDeadlock if this thread holds the lock for writing
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE)
  public WriteGuard<T> writeLock() {
    Thread self = Thread.currentThread();
    WriteGuard<T> guard = new WriteGuard<>(this, ThreadIds.wordOf(self));
    acquireWrite(self);
    return guard;
  }

  /**
   * Acquires the lock for writing if it is free.
   *
   * @return the guard, to be closed, or null if anybody holds the lock
   */
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable WriteGuard<T> tryWriteLock() {
    Thread self = Thread.currentThread();
    WriteGuard<T> guard = new WriteGuard<>(this, ThreadIds.wordOf(self));
    return tryWrite(self) ? guard : null;
  }

  /**
   * Acquires the lock for writing within a time, unless the thread is interrupted.
   *
   * @param timeout how long to wait at most
   * @param unit the unit of the time
   * @return the guard, to be closed, or null when time was up
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  @Blocking
  @Acquires(mode = Mode.EXCLUSIVE, on = Outcome.NONNULL)
  public @Nullable WriteGuard<T> tryWriteLock(long timeout, TimeUnit unit)
      throws InterruptedException {
    Thread self = Thread.currentThread();
    WriteGuard<T> guard = new WriteGuard<>(this, ThreadIds.wordOf(self));
    return acquire(self, true, WaitQueue.INTERRUPTIBLE, unit.toNanos(timeout)) ? guard : null;
  }

  /**
   * Calls a function with the lock held for reading. Makes no guard.
   *
   * @param fn what to call; given the data, which it must not change
   * @param <R> the type of its result
   * @param <E> what the function may throw
   * @return its result
   * @throws E as the function sees fit
   */
  @Blocking
  @MustNotHold("this")
  @HeldDuring(mode = Mode.SHARED)
  public <R extends @Nullable Object, E extends Throwable> R callReading(
      @RunsInPlace ThrowingFunction<? super T, R, E> fn) throws E {
    acquireRead(Thread.currentThread());
    try {
      return fn.apply(data);
    } finally {
      releaseRead();
    }
  }

  /**
   * Runs a body with the lock held for writing. Makes no guard.
   *
   * @param body what to run; given the data
   * @param <E> what the body may throw
   * @throws E as the body sees fit
   */
  @Blocking
  @MustNotHold("this")
  @HeldDuring(mode = Mode.EXCLUSIVE)
  public <E extends Throwable> void runWriting(@RunsInPlace ThrowingConsumer<? super T, E> body)
      throws E {
    acquireWrite(Thread.currentThread());
    try {
      body.accept(data);
    } finally {
      releaseWrite();
    }
  }
}

package lockproof.seq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lockproof.annotations.Retries;
import lockproof.annotations.RunsInPlace;
import lockproof.function.ThrowingFunction;
import lockproof.lock.DataLock;
import lockproof.lock.LockUsageException;
import org.jspecify.annotations.Nullable;

/**
 * Two copies of the data, of which writers change one while readers read the other: a reader never
 * waits for a writer, not even one that it interrupted, and so may be a handler of an interrupt.
 * Each attempt that fails means that a change was completed meanwhile.
 *
 * <p>Memory effects: what a writer did before it changed a copy happens before what a reader of
 * that copy does next. The idea is the latch among the kernel's sequence counters.
 *
 * @param <T> the type of the data; changed in place, in cells with opaque access
 */
public final class SeqLatch<T> {
  private static final VarHandle SEQUENCE;

  static {
    try {
      SEQUENCE = MethodHandles.lookup().findVarHandle(SeqLatch.class, "sequence", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final DataLock<?> writers;
  private final T first;
  private final T second;
  private boolean broken;

  /** Readers read the first copy when even, the second when odd. */
  @SuppressWarnings("unused") // through SEQUENCE
  private long sequence;

  /**
   * A latch with two copies.
   *
   * @param writers the lock that every writer holds
   * @param copies makes one copy; called twice, and both must be equal
   */
  public SeqLatch(DataLock<?> writers, Supplier<? extends T> copies) {
    this.writers = writers;
    this.first = copies.get();
    this.second = copies.get();
  }

  /**
   * Changes both copies, one after the other.
   *
   * @param change applied to each copy, to the same effect. If it throws, readers keep the copy
   *     that it did not touch or had finished, and the latch takes no further change
   * @throws LockUsageException if this thread does not hold the writers' lock
   * @throws IllegalStateException if an earlier change threw
   */
  public void write(@RunsInPlace Consumer<? super T> change) {
    writers.assertHeld();
    if (broken) {
      throw new IllegalStateException("an earlier change left the copies different");
    }
    broken = true;
    long even = (long) SEQUENCE.getOpaque(this);
    turnTo(even + 1);
    change.accept(first);
    turnTo(even + 2);
    change.accept(second);
    broken = false;
  }

  private void turnTo(long next) {
    SEQUENCE.setRelease(this, next);
    VarHandle.releaseFence();
  }

  /**
   * Reads a copy that no writer touched meanwhile.
   *
   * @param body reads and computes; may run several times
   * @param <R> the type of its result
   * @param <E> what the body may throw
   * @return what the body returned on an untouched copy
   * @throws E what the body threw on an untouched copy
   */
  @Retries
  public <R extends @Nullable Object, E extends Throwable> R read(
      @RunsInPlace ThrowingFunction<? super T, R, E> body) throws E {
    while (true) {
      long stamp = (long) SEQUENCE.getAcquire(this);
      try {
        R result = body.apply((stamp & 1) == 0 ? first : second);
        if (isStill(stamp)) {
          return result;
        }
      } catch (Throwable e) {
        if (isStill(stamp)) {
          throw e;
        }
      }
    }
  }

  private boolean isStill(long stamp) {
    VarHandle.acquireFence();
    return (long) SEQUENCE.getOpaque(this) == stamp;
  }
}

package lockproof.seq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ServiceLoader;
import lockproof.annotations.Acquires;
import lockproof.annotations.LockType;
import lockproof.annotations.Mode;
import lockproof.annotations.Outcome;
import lockproof.annotations.Pure;
import lockproof.annotations.Retries;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.Stamp;
import lockproof.annotations.Validates;
import lockproof.context.LocalInterrupts;
import lockproof.function.ThrowingDoubleSupplier;
import lockproof.function.ThrowingIntSupplier;
import lockproof.function.ThrowingLongSupplier;
import lockproof.function.ThrowingSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The readers' side of sequence locks and counters.
 *
 * <p>A section that is read by hand begins with {@link #readBegin()} and ends with {@link
 * #validate}; what was read may be used only when that returned true. The closure forms do both and
 * try again until it does: an exception thrown in a section that turns out stale is discarded, and
 * one thrown in a valid section is the caller's. A body must have no effects, must not loop without
 * a bound on what it reads, and may run several times.
 *
 * <p>A reader that meets a writer waits for it, spinning and then parking. One that is overtaken by
 * writers again and again starts again each time; see {@link SeqLock#readOrLock} for a bound.
 *
 * <p>Memory effects: what a writer did before the end of its section happens before what follows a
 * {@link #readBegin()} that saw it. Data in sections belongs in cells with opaque access.
 */
@LockType
public abstract sealed class Sequence permits SeqCount, SeqLock {
  /** A writer is at work. */
  static final long WRITING = 1;

  static final long STEP = 2;

  static final VarHandle WORD;
  static final @Nullable SectionObserver OBSERVER =
      ServiceLoader.load(SectionObserver.class).findFirst().orElse(null);

  private static final int SPINS = 100;
  private static final long SHORTEST_NAP = 20_000;
  private static final long LONGEST_NAP = 1_000_000;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(Sequence.class, "word", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Odd while a writer is at work, and never zero, so that zero can mean no stamp. */
  @SuppressWarnings("unused") // through WORD
  volatile long word = STEP;

  Sequence() {}

  /**
   * Begins a section, waiting for a writer to finish.
   *
   * @return the stamp to validate; never zero
   */
  @Acquires(mode = Mode.OPTIMISTIC)
  public final long readBegin() {
    long seen = (long) WORD.getAcquire(this);
    if ((seen & WRITING) != 0) {
      seen = awaitWriter();
    }
    if (OBSERVER != null) {
      OBSERVER.readBegins(this);
    }
    return seen;
  }

  /**
   * Begins a section if no writer is at work.
   *
   * @return the stamp to validate, or zero
   */
  @Acquires(mode = Mode.OPTIMISTIC, on = Outcome.NONZERO)
  public final long tryReadBegin() {
    long seen = (long) WORD.getAcquire(this);
    if ((seen & WRITING) != 0) {
      return 0;
    }
    if (OBSERVER != null) {
      OBSERVER.readBegins(this);
    }
    return seen;
  }

  /**
   * Tells whether no writer was at work since the stamp was taken.
   *
   * @param stamp from a begin of this sequence
   * @return true if what was read since then is consistent
   */
  @Validates
  public final boolean validate(@Stamp long stamp) {
    VarHandle.acquireFence();
    boolean valid = (long) WORD.getOpaque(this) == stamp;
    if (OBSERVER != null) {
      OBSERVER.readEnds(this, valid);
    }
    return valid;
  }

  /**
   * Tells whether a writer was at work since a stamp was taken, however long ago: for deciding
   * whether something computed from a validated section is out of date.
   *
   * @param stamp from a begin of this sequence
   * @return true if the data may have changed
   */
  @Pure
  public final boolean changedSince(@Stamp long stamp) {
    return (long) WORD.getAcquire(this) != stamp;
  }

  /**
   * Reads until a section is valid.
   *
   * @param body reads and computes; may run several times
   * @param <R> the type of its result
   * @param <E> what the body may throw
   * @return what the body returned in a valid section
   * @throws E what the body threw in a valid section
   */
  @Retries
  public final <R extends @Nullable Object, E extends Throwable> R read(
      @RunsInPlace ThrowingSupplier<R, E> body) throws E {
    while (true) {
      long stamp = readBegin();
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
  }

  /**
   * As {@link #read}, for an {@code int}.
   *
   * @param body reads and computes; may run several times
   * @param <E> what the body may throw
   * @return what the body returned in a valid section
   * @throws E what the body threw in a valid section
   */
  @Retries
  public final <E extends Throwable> int readAsInt(@RunsInPlace ThrowingIntSupplier<E> body)
      throws E {
    return (int) readAsLong(body::getAsInt);
  }

  /**
   * As {@link #read}, for a {@code long}.
   *
   * @param body reads and computes; may run several times
   * @param <E> what the body may throw
   * @return what the body returned in a valid section
   * @throws E what the body threw in a valid section
   */
  @Retries
  public final <E extends Throwable> long readAsLong(@RunsInPlace ThrowingLongSupplier<E> body)
      throws E {
    while (true) {
      long stamp = readBegin();
      try {
        long result = body.getAsLong();
        if (validate(stamp)) {
          return result;
        }
      } catch (Throwable e) {
        if (validate(stamp)) {
          throw e;
        }
      }
    }
  }

  /**
   * As {@link #read}, for a {@code double}.
   *
   * @param body reads and computes; may run several times
   * @param <E> what the body may throw
   * @return what the body returned in a valid section
   * @throws E what the body threw in a valid section
   */
  @Retries
  public final <E extends Throwable> double readAsDouble(
      @RunsInPlace ThrowingDoubleSupplier<E> body) throws E {
    return Double.longBitsToDouble(
        readAsLong(() -> Double.doubleToRawLongBits(body.getAsDouble())));
  }

  /**
   * Reads once, without waiting.
   *
   * @param body reads and computes; runs at most once
   * @param <R> the type of its result
   * @param <E> what the body may throw
   * @return what the body returned, or null if a writer was at work
   * @throws E what the body threw in a valid section
   */
  @Retries
  public final <R, E extends Throwable> @Nullable R tryRead(
      @RunsInPlace ThrowingSupplier<R, E> body) throws E {
    long stamp = tryReadBegin();
    if (stamp == 0) {
      return null;
    }
    try {
      R result = body.get();
      return validate(stamp) ? result : null;
    } catch (Throwable e) {
      if (validate(stamp)) {
        throw e;
      }
      return null;
    }
  }

  /** Refuses to wait for a writer that is the current thread. */
  abstract void refuseOwnSection();

  private long awaitWriter() {
    refuseOwnSection();
    long nap = SHORTEST_NAP;
    for (int i = 0; true; i++) {
      long seen = (long) WORD.getAcquire(this);
      if ((seen & WRITING) == 0) {
        return seen;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LocalInterrupts.parkNanos(this, nap);
        nap = Math.min(2 * nap, LONGEST_NAP);
      }
    }
  }

  /** Begins a section of writing, under the writers' lock. Then come the writes. */
  final void sectionBegins(long odd) {
    WORD.setOpaque(this, odd);
    VarHandle.releaseFence();
    if (OBSERVER != null) {
      OBSERVER.writeBegins(this);
    }
  }

  /** Ends a section of writing, also at the end of the stack, and also one that hardly began. */
  final void sectionEnds(long odd) {
    try {
      if (OBSERVER != null) {
        OBSERVER.writeEnds(this);
      }
      WORD.setRelease(this, odd + 1);
    } catch (StackOverflowError e) {
      word = odd + 1; // needs no frame
    }
  }
}

import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.*;
import lockproof.context.LocalInterruptDisabled;

abstract class BadMarks {
  final ReentrantLock lock = new ReentrantLock();

  // :: error: [mark-invalid]
  @RequiresContext({LocalInterruptDisabled.class, String.class})
  abstract void wrongToken();

  // :: error: [mark-invalid]
  @AssertsContext(Runnable.class)
  abstract void asserts();

  // :: error: [mark-invalid]
  @OpensContext
  abstract String opens();

  // :: error: [mark-invalid]
  @Closes
  abstract void closes();

  // :: error: [mark-invalid]
  @Borrows
  abstract void borrows();

  // :: error: [mark-invalid]
  @Validates
  abstract boolean validates(long stamp);

  // :: error: [mark-invalid]
  @Retries
  abstract void retries(Runnable body);

  // :: error: [mark-invalid]
  @Acquires(value = "lock", on = Outcome.TRUE)
  abstract void acquires();

  // :: error: [mark-invalid]
  @HeldIf("lock")
  abstract void holds();

  abstract void stamped(
      // :: error: [mark-invalid]
      @Stamp String stamp,
      // :: error: [mark-invalid]
      @RunsInPlace int body,
      // :: error: [mark-invalid]
      @Borrows int number,
      // :: error: [mark-invalid]
      @Monitor long monitor);

  @MustHold("lock")
  // :: error: [mark-invalid]
  @MustNotHold("lock")
  abstract void both();

  @Pure
  // :: error: [mark-invalid]
  @Blocking
  abstract void blocks();

  // :: error: [mark-invalid]
  @Atomic
  static class Nothing {}
}

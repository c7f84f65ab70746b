import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.*;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;

abstract class GoodMarks {
  final ReentrantLock lock = new ReentrantLock();
  final ReentrantLock other = new ReentrantLock();

  @RequiresContext(LocalInterruptDisabled.class)
  abstract void token();

  @AssertsContext(value = LocalInterruptDisabled.class, on = Outcome.TRUE)
  abstract boolean asserts();

  @OpensContext
  abstract LocalInterruptScope opens();

  @Validates
  abstract boolean validates(@Stamp long stamp);

  @Retries
  abstract <T extends Runnable> void retries(@RunsInPlace T body, @Monitor Object monitor);

  @Acquires(value = "lock", on = Outcome.TRUE)
  abstract boolean acquires();

  @MustHold("lock")
  @MustNotHold("other")
  abstract void both();

  @Atomic
  @LockType
  static class TicketLock {}

  @Atomic
  @ContextToken
  static final class OnLoop {
    private OnLoop() {}
  }
}

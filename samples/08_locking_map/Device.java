import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.StampedLock;
import lockproof.annotations.Level;
import lockproof.annotations.LockLevel;
import lockproof.context.InterruptHandler;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinLockIrq;

/** A counter that an interrupt handler raises, and a place that many read. */
final class Device implements InterruptHandler {
  @LockLevel(value = Level.LOCKLESS, because = "every read counts, and sums are asked for once an hour")
  private final LongAdder reads = new LongAdder();

  private final SpinLockIrq<StringBuilder> log = SpinLockIrq.of(StringBuilder::new);

  @LockLevel(value = Level.SPLIT, because = "readers outnumber writers by a thousand to one")
  private final StampedLock place = new StampedLock();

  private long x;
  private long y;

  @Override
  public void handle(LocalInterruptDisabled irq) {
    try (var guard = log.lockWith(irq)) {
      guard.get().append('!');
    }
  }

  void move(long toX, long toY) {
    long stamp = place.writeLock();
    try {
      x = toX;
      y = toY;
      note();
    } finally {
      place.unlockWrite(stamp);
    }
  }

  private void note() {
    log.run(text -> text.append('m'));
  }

  long distance() {
    reads.increment();
    long stamp = place.tryOptimisticRead();
    long sum = Math.abs(x) + Math.abs(y);
    if (place.validate(stamp)) {
      return sum;
    }
    stamp = place.readLock();
    try {
      return Math.abs(x) + Math.abs(y);
    } finally {
      place.unlockRead(stamp);
    }
  }

  void start(Thread thread) {
    LocalInterrupts.raise(thread, irq -> log.runWith(irq, text -> text.append('s')));
  }
}

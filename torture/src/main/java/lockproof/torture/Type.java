package lockproof.torture;

import java.util.function.Supplier;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.lock.Mutex;
import lockproof.lock.RwLock;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLock;
import lockproof.lock.SpinLockIrq;
import lockproof.seq.SeqCount;
import lockproof.seq.SeqLock;
import lockproof.torture.busted.DeliverUnderMonitor;
import lockproof.torture.busted.EarlyEnable;
import lockproof.torture.busted.NoExchange;
import lockproof.torture.busted.SpinOnly;
import lockproof.torture.busted.SpinOnlyReader;
import lockproof.torture.busted.Unvalidated;

/** The kinds of locks. Those whose name begins with {@code BUSTED} must fail. */
public enum Type {
  SPIN(SpinSubject::new),
  SPIN_IRQ(() -> new IrqSubject(false)),
  SPIN_IRQ_WITH(() -> new IrqSubject(true)),
  MUTEX(MutexSubject::new),
  RW(RwSubject::new),
  SEQ(() -> new SeqSubject(false)),
  SEQ_OR_LOCK(() -> new SeqSubject(true)),
  SEQ_COUNT(SeqCountSubject::new),
  BUSTED_NO_EXCHANGE(NoExchange::new),
  BUSTED_EARLY_ENABLE(EarlyEnable::new),
  BUSTED_UNVALIDATED(Unvalidated::new),
  BUSTED_SPIN_ONLY(SpinOnly::new),
  BUSTED_SPIN_ONLY_READER(SpinOnlyReader::new),
  BUSTED_DELIVER_UNDER_MONITOR(DeliverUnderMonitor::new);

  private final Supplier<Subject> maker;

  Type(Supplier<Subject> maker) {
    this.maker = maker;
  }

  Subject make() {
    return maker.get();
  }

  boolean isBusted() {
    return name().startsWith("BUSTED");
  }

  /** Whether its fault shows only where threads share carriers. */
  boolean needsVirtualThreads() {
    return this == BUSTED_SPIN_ONLY || this == BUSTED_SPIN_ONLY_READER;
  }

  private static final class SpinSubject implements Subject {
    private final SpinLock<Object> lock = new SpinLock<>("data", "spin");

    @Override
    public void write(Runnable body) {
      try (SpinGuard<Object> guard = lock.lock()) {
        guard.get();
        body.run();
      }
    }
  }

  private static final class IrqSubject implements Subject {
    private final SpinLockIrq<Object> lock = new SpinLockIrq<>("data", "spin irq");
    private final boolean with;

    IrqSubject(boolean with) {
      this.with = with;
    }

    @Override
    public void write(Runnable body) {
      if (with) {
        LocalInterrupts.run(irq -> lock.runWith(irq, data -> body.run()));
      } else {
        lock.run(data -> body.run());
      }
    }

    @Override
    public boolean writeInHandler(LocalInterruptDisabled irq, Runnable body) {
      lock.runWith(irq, data -> body.run());
      return true;
    }
  }

  private static final class MutexSubject implements Subject {
    private final Mutex<Object> lock = new Mutex<>("data", "mutex");

    @Override
    public void write(Runnable body) {
      lock.run(data -> body.run());
    }
  }

  private static final class RwSubject implements Subject {
    private final RwLock<Object> lock = new RwLock<>("data", "rw");

    @Override
    public void write(Runnable body) {
      lock.runWriting(data -> body.run());
    }

    @Override
    public boolean read(Check body) {
      return lock.<Boolean, RuntimeException>callReading(data -> body.consistent());
    }

    @Override
    public boolean hasReaders() {
      return true;
    }
  }

  private static final class SeqSubject implements Subject {
    private final SeqLock lock = new SeqLock("seq");
    private final boolean orLock;

    SeqSubject(boolean orLock) {
      this.orLock = orLock;
    }

    @Override
    public void write(Runnable body) {
      lock.write(body::run);
    }

    @Override
    public boolean read(Check body) {
      return orLock ? lock.readOrLock(body::consistent) : lock.read(body::consistent);
    }

    @Override
    public boolean hasReaders() {
      return true;
    }
  }

  private static final class SeqCountSubject implements Subject {
    private final Mutex<Object> writers = new Mutex<>("data", "writers");
    private final SeqCount count = new SeqCount(writers);

    @Override
    public void write(Runnable body) {
      writers.run(data -> count.write(body::run));
    }

    @Override
    public boolean read(Check body) {
      return count.read(body::consistent);
    }

    @Override
    public boolean hasReaders() {
      return true;
    }
  }
}

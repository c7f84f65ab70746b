package lockproof.torture.stress;

import lockproof.lock.SpinLock;
import lockproof.seq.OpaqueInt;
import lockproof.seq.SeqCount;
import lockproof.seq.SeqLatch;
import lockproof.seq.SeqLock;
import lockproof.seq.SeqWriteGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A writer writes two numbers, a reader reads them in the other order. */
public final class Sections {
  private Sections() {}

  /** Two numbers that are always equal. */
  private static final class Pair {
    final OpaqueInt a = new OpaqueInt(0);
    final OpaqueInt b = new OpaqueInt(0);

    void set(int value) {
      a.set(value);
      b.set(value);
    }

    void addOne() {
      a.set(a.get() + 1);
      b.set(b.get() + 1);
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class ReadAndWrite {
    private final SeqLock lock = new SeqLock();
    private final Pair pair = new Pair();

    @Actor
    public void writer() {
      lock.write(() -> pair.set(1));
    }

    @Actor
    public void reader(II_Result r) {
      long stamp;
      do {
        stamp = lock.readBegin();
        r.r1 = pair.b.get();
        r.r2 = pair.a.get();
      } while (!lock.validate(stamp));
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class PlainFieldsAndWrite {
    private final SeqLock lock = new SeqLock();
    private int a;
    private int b;

    @Actor
    public void writer() {
      try (var guard = lock.writeLock()) {
        a = 1;
        b = guard.isLive() ? 1 : 0;
      }
    }

    @Actor
    public void reader(II_Result r) {
      long stamp;
      do {
        stamp = lock.readBegin();
        r.r1 = b;
        r.r2 = a;
      } while (!lock.validate(stamp));
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class ReadOrLockAndWrite {
    private final SeqLock lock = new SeqLock();
    private final Pair pair = new Pair();

    @Actor
    public void writer() {
      lock.write(() -> pair.set(1));
    }

    @Actor
    public void reader(II_Result r) {
      lock.readOrLock(
          () -> {
            r.r1 = pair.b.get();
            r.r2 = pair.a.get();
            return r;
          });
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class ReadExclusiveAndWrite {
    private final SeqLock lock = new SeqLock();
    private final Pair pair = new Pair();

    @Actor
    public void writer() {
      lock.write(() -> pair.set(1));
    }

    @Actor
    public void reader(II_Result r) {
      lock.readExclusive(
          () -> {
            r.r1 = pair.b.get();
            r.r2 = pair.a.get();
            return r;
          });
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class CountAndWrite {
    private final SpinLock<Pair> lock = new SpinLock<>(new Pair());
    private final SeqCount count = new SeqCount(lock);
    private final Pair pair = new Pair();

    @Actor
    public void writer() {
      lock.run(data -> count.write(() -> pair.set(1)));
    }

    @Actor
    public void reader(II_Result r) {
      count.read(
          () -> {
            r.r1 = pair.b.get();
            r.r2 = pair.a.get();
            return r;
          });
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class LatchAndWrite {
    private final SpinLock<Object> lock = new SpinLock<>("writers");
    private final SeqLatch<Pair> latch = new SeqLatch<>(lock, Pair::new);

    @Actor
    public void writer() {
      lock.run(data -> latch.write(Pair::addOne));
    }

    @Actor
    public void reader(II_Result r) {
      latch.read(
          pair -> {
            r.r1 = pair.b.get();
            r.r2 = pair.a.get();
            return r;
          });
    }
  }

  @JCStressTest
  @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class WriteAndUpgrade {
    private final SeqLock lock = new SeqLock();
    private final Pair pair = new Pair();

    @Actor
    public void writer() {
      lock.write(pair::addOne);
    }

    @Actor
    public void upgrader() {
      SeqWriteGuard guard = null;
      int seen = 0;
      while (guard == null) {
        long stamp = lock.readBegin();
        seen = pair.a.get();
        guard = lock.upgrade(stamp);
      }
      pair.set(seen + 1);
      guard.close();
    }

    @Arbiter
    public void both(II_Result r) {
      r.r1 = pair.a.get();
      r.r2 = pair.b.get();
    }
  }
}

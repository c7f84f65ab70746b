package lockproof.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.StampedLock;
import lockproof.holders.Eight;
import lockproof.holders.EightSeq;
import lockproof.holders.Two;
import lockproof.holders.TwoSeq;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Generated holders of two and of eight numbers, against what one would write by hand. */
@State(Scope.Thread)
@OperationsPerInvocation(Holders.BATCH)
public class Holders {
  static final int BATCH = 40_000;

  private final TwoSeq two = new TwoSeq(new Two(1, 2));
  private final EightSeq eight = new EightSeq(new Eight(1, 2, 3, 4, 5, 6, 7, 8));
  private final Stamped stamped = new Stamped();
  private final ByHand byHand = new ByHand();

  @Benchmark
  public long generatedRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      Two t = two.read();
      sum += t.a() ^ t.b();
    }
    return sum;
  }

  @Benchmark
  public long generatedRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += fold(eight.read());
    }
    return sum;
  }

  @Benchmark
  public long generatedReadAsLong8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += eight.readAsLong((a, b, c, d, e, f, g, h) -> a ^ b ^ c ^ d ^ e ^ f ^ g ^ h);
    }
    return sum;
  }

  @Benchmark
  public long stampedRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      Two t = stamped.two();
      sum += t.a() ^ t.b();
    }
    return sum;
  }

  @Benchmark
  public long stampedRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += fold(stamped.eight());
    }
    return sum;
  }

  @Benchmark
  public long byHandRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      Two t = byHand.two();
      sum += t.a() ^ t.b();
    }
    return sum;
  }

  @Benchmark
  public long byHandRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += fold(byHand.eight());
    }
    return sum;
  }

  private static long fold(Eight e) {
    return e.a() ^ e.b() ^ e.c() ^ e.d() ^ e.e() ^ e.f() ^ e.g() ^ e.h();
  }

  @Benchmark
  public long generatedWrite2() {
    for (int i = 0; i < BATCH; i++) {
      two.write(i, i);
    }
    return two.read().a();
  }

  @Benchmark
  public long stampedWrite2() {
    for (int i = 0; i < BATCH; i++) {
      stamped.write(i, i);
    }
    return stamped.two().a();
  }

  /** As the documentation of StampedLock shows it. */
  private static final class Stamped {
    private final StampedLock lock = new StampedLock();
    private long a = 1;
    private long b = 2;
    private long c = 3;
    private long d = 4;
    private long e = 5;
    private long f = 6;
    private long g = 7;
    private long h = 8;

    Two two() {
      long stamp = lock.tryOptimisticRead();
      long seenA = a;
      long seenB = b;
      if (!lock.validate(stamp)) {
        stamp = lock.readLock();
        try {
          seenA = a;
          seenB = b;
        } finally {
          lock.unlockRead(stamp);
        }
      }
      return new Two(seenA, seenB);
    }

    Eight eight() {
      long stamp = lock.tryOptimisticRead();
      Eight seen = new Eight(a, b, c, d, e, f, g, h);
      if (!lock.validate(stamp)) {
        stamp = lock.readLock();
        try {
          seen = new Eight(a, b, c, d, e, f, g, h);
        } finally {
          lock.unlockRead(stamp);
        }
      }
      return seen;
    }

    void write(long toA, long toB) {
      long stamp = lock.writeLock();
      try {
        a = toA;
        b = toB;
      } finally {
        lock.unlockWrite(stamp);
      }
    }
  }

  /**
   * A sequence lock as one writes it for this one purpose: readers alone, no waiting, no checks.
   */
  private static final class ByHand {
    private static final VarHandle SEQUENCE = handle("sequence");
    private static final VarHandle A = handle("a");
    private static final VarHandle B = handle("b");
    private static final VarHandle C = handle("c");
    private static final VarHandle D = handle("d");
    private static final VarHandle E = handle("e");
    private static final VarHandle F = handle("f");
    private static final VarHandle G = handle("g");
    private static final VarHandle H = handle("h");

    private static VarHandle handle(String field) {
      try {
        return MethodHandles.lookup().findVarHandle(ByHand.class, field, long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private long sequence = 2;
    private long a = 1;
    private long b = 2;
    private long c = 3;
    private long d = 4;
    private long e = 5;
    private long f = 6;
    private long g = 7;
    private long h = 8;

    private long begin() {
      return (long) SEQUENCE.getAcquire(this) & ~1L;
    }

    private boolean validate(long stamp) {
      VarHandle.acquireFence();
      return (long) SEQUENCE.getOpaque(this) == stamp;
    }

    Two two() {
      while (true) {
        long stamp = begin();
        long seenA = (long) A.getOpaque(this);
        long seenB = (long) B.getOpaque(this);
        if (validate(stamp)) {
          return new Two(seenA, seenB);
        }
      }
    }

    Eight eight() {
      while (true) {
        long stamp = begin();
        long seenA = (long) A.getOpaque(this);
        long seenB = (long) B.getOpaque(this);
        long seenC = (long) C.getOpaque(this);
        long seenD = (long) D.getOpaque(this);
        long seenE = (long) E.getOpaque(this);
        long seenF = (long) F.getOpaque(this);
        long seenG = (long) G.getOpaque(this);
        long seenH = (long) H.getOpaque(this);
        if (validate(stamp)) {
          return new Eight(seenA, seenB, seenC, seenD, seenE, seenF, seenG, seenH);
        }
      }
    }
  }
}

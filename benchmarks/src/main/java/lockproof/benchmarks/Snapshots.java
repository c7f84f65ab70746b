package lockproof.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.StampedLock;
import lockproof.seq.OpaqueLong;
import lockproof.seq.SeqLock;
import lockproof.seq.SeqWriteGuard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Snapshots of two and of eight numbers, and writes of two, without another thread. */
@State(Scope.Thread)
@OperationsPerInvocation(Snapshots.BATCH)
public class Snapshots {
  static final int BATCH = 40_000;

  private record Two(long a, long b) {}

  private record Eight(long a, long b, long c, long d, long e, long f, long g, long h) {}

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
      return MethodHandles.lookup().findVarHandle(Snapshots.class, field, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SeqLock seq = new SeqLock();
  private final StampedLock stamped = new StampedLock();
  private volatile Two two = new Two(1, 2);
  private volatile Eight eight = new Eight(1, 2, 3, 4, 5, 6, 7, 8);
  private long a = 1;
  private long b = 2;
  private long c = 3;
  private long d = 4;
  private long e = 5;
  private long f = 6;
  private long g = 7;
  private long h = 8;
  private final OpaqueLong opaqueA = new OpaqueLong(1);
  private final OpaqueLong opaqueB = new OpaqueLong(2);
  private final OpaqueLong opaqueC = new OpaqueLong(3);
  private final OpaqueLong opaqueD = new OpaqueLong(4);
  private final OpaqueLong opaqueE = new OpaqueLong(5);
  private final OpaqueLong opaqueF = new OpaqueLong(6);
  private final OpaqueLong opaqueG = new OpaqueLong(7);
  private final OpaqueLong opaqueH = new OpaqueLong(8);

  @Benchmark
  public long seqRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen = a ^ b;
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long seqRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen = a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long seqOpaqueRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen = opaqueA.get() ^ opaqueB.get();
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long seqOpaqueRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen =
            opaqueA.get()
                ^ opaqueB.get()
                ^ opaqueC.get()
                ^ opaqueD.get()
                ^ opaqueE.get()
                ^ opaqueF.get()
                ^ opaqueG.get()
                ^ opaqueH.get();
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long stampedRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = stamped.tryOptimisticRead();
        seen = a ^ b;
      } while (!stamped.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long stampedRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = stamped.tryOptimisticRead();
        seen = a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
      } while (!stamped.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long stampedOpaqueRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = stamped.tryOptimisticRead();
        seen =
            opaqueA.get()
                ^ opaqueB.get()
                ^ opaqueC.get()
                ^ opaqueD.get()
                ^ opaqueE.get()
                ^ opaqueF.get()
                ^ opaqueG.get()
                ^ opaqueH.get();
      } while (!stamped.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long seqLambda2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += seq.readAsLong(() -> a ^ b);
    }
    return sum;
  }

  @Benchmark
  public long seqLambda8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += seq.readAsLong(() -> a ^ b ^ c ^ d ^ e ^ f ^ g ^ h);
    }
    return sum;
  }

  @Benchmark
  public long recordRead2() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      Two seen = two;
      sum += seen.a ^ seen.b;
    }
    return sum;
  }

  @Benchmark
  public long recordRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      Eight seen = eight;
      sum += seen.a ^ seen.b ^ seen.c ^ seen.d ^ seen.e ^ seen.f ^ seen.g ^ seen.h;
    }
    return sum;
  }

  @Benchmark
  public long seqWrite2() {
    for (int i = 0; i < BATCH; i++) {
      try (SeqWriteGuard guard = seq.writeLock()) {
        a = i;
        b = guard.isLive() ? i : 0;
      }
    }
    return a;
  }

  @Benchmark
  public long seqWriteLambda2() {
    for (int i = 0; i < BATCH; i++) {
      int value = i;
      seq.write(
          () -> {
            a = value;
            b = value;
          });
    }
    return a;
  }

  @Benchmark
  public long stampedWrite2() {
    for (int i = 0; i < BATCH; i++) {
      long stamp = stamped.writeLock();
      try {
        a = i;
        b = i;
      } finally {
        stamped.unlockWrite(stamp);
      }
    }
    return a;
  }

  @Benchmark
  public long recordWrite2() {
    for (int i = 0; i < BATCH; i++) {
      two = new Two(i, i);
    }
    return two.a;
  }

  /** A plain counterpart of {@link OpaqueLong}. */
  private static final class PlainLong {
    private long value;

    long get() {
      return value;
    }
  }

  private final PlainLong plainA = new PlainLong();
  private final PlainLong plainB = new PlainLong();
  private final PlainLong plainC = new PlainLong();
  private final PlainLong plainD = new PlainLong();
  private final PlainLong plainE = new PlainLong();
  private final PlainLong plainF = new PlainLong();
  private final PlainLong plainG = new PlainLong();
  private final PlainLong plainH = new PlainLong();

  @Benchmark
  public long seqPlainRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen =
            plainA.get()
                ^ plainB.get()
                ^ plainC.get()
                ^ plainD.get()
                ^ plainE.get()
                ^ plainF.get()
                ^ plainG.get()
                ^ plainH.get();
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  @Benchmark
  public long seqOpaqueFieldRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen =
            (long) A.getOpaque(this)
                ^ (long) B.getOpaque(this)
                ^ (long) C.getOpaque(this)
                ^ (long) D.getOpaque(this)
                ^ (long) E.getOpaque(this)
                ^ (long) F.getOpaque(this)
                ^ (long) G.getOpaque(this)
                ^ (long) H.getOpaque(this);
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }
}

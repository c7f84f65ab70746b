package lockproof.benchmarks;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.StampedLock;
import lockproof.annotations.Unproven;
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

  /** The least that a sequence lock's reader can do: two plain looks and two fences. */
  private static final class Bare {
    @SuppressWarnings("FieldMayBeFinal") // there is no writer
    private long word = 2;

    long begin() {
      long seen = word;
      VarHandle.acquireFence();
      return seen;
    }

    boolean validate(long stamp) {
      VarHandle.acquireFence();
      return word == stamp;
    }
  }

  private final Bare bare = new Bare();
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
  public long bareRead8() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = bare.begin();
        seen = a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
      } while (!bare.validate(stamp));
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
  @Unproven(rule = "guarded-access", because = "the state of one thread: it compares two locks")
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
}

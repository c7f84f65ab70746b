package lockproof.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import lockproof.seq.OpaqueLong;
import lockproof.seq.SeqLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What opaque access costs a reader of eight numbers, in fields of one object, as generated classes
 * have them, and in cells, which are objects of their own. The numbers are copied out, or folded
 * into one: then plain reads can be operands of the folding, and opaque ones cannot.
 */
@State(Scope.Thread)
@OperationsPerInvocation(Cells.BATCH)
public class Cells {
  static final int BATCH = 40_000;

  /** A plain counterpart of {@link OpaqueLong}. */
  private static final class PlainLong {
    private long value = 1;

    long get() {
      return value;
    }
  }

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
      return MethodHandles.lookup().findVarHandle(Cells.class, field, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final OpaqueLong CONSTANT_A = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_B = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_C = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_D = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_E = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_F = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_G = new OpaqueLong(1);
  private static final OpaqueLong CONSTANT_H = new OpaqueLong(1);
  private static final PlainLong PLAIN_A = new PlainLong();
  private static final PlainLong PLAIN_B = new PlainLong();
  private static final PlainLong PLAIN_C = new PlainLong();
  private static final PlainLong PLAIN_D = new PlainLong();
  private static final PlainLong PLAIN_E = new PlainLong();
  private static final PlainLong PLAIN_F = new PlainLong();
  private static final PlainLong PLAIN_G = new PlainLong();
  private static final PlainLong PLAIN_H = new PlainLong();

  private final SeqLock seq = new SeqLock();
  private final long[] to = new long[8];
  private long a = 1;
  private long b = 2;
  private long c = 3;
  private long d = 4;
  private long e = 5;
  private long f = 6;
  private long g = 7;
  private long h = 8;
  private final OpaqueLong opaqueA = new OpaqueLong(1);
  private final OpaqueLong opaqueB = new OpaqueLong(1);
  private final OpaqueLong opaqueC = new OpaqueLong(1);
  private final OpaqueLong opaqueD = new OpaqueLong(1);
  private final OpaqueLong opaqueE = new OpaqueLong(1);
  private final OpaqueLong opaqueF = new OpaqueLong(1);
  private final OpaqueLong opaqueG = new OpaqueLong(1);
  private final OpaqueLong opaqueH = new OpaqueLong(1);
  private final PlainLong plainA = new PlainLong();
  private final PlainLong plainB = new PlainLong();
  private final PlainLong plainC = new PlainLong();
  private final PlainLong plainD = new PlainLong();
  private final PlainLong plainE = new PlainLong();
  private final PlainLong plainF = new PlainLong();
  private final PlainLong plainG = new PlainLong();
  private final PlainLong plainH = new PlainLong();

  /** Copied out of plain fields. */
  @Benchmark
  public long plainFields() {
    long[] copy = to;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long a0;
      long b0;
      long c0;
      long d0;
      long e0;
      long f0;
      long g0;
      long h0;
      do {
        stamp = seq.readBegin();
        a0 = a;
        b0 = b;
        c0 = c;
        d0 = d;
        e0 = e;
        f0 = f;
        g0 = g;
        h0 = h;
      } while (!seq.validate(stamp));
      copy[0] = a0;
      copy[1] = b0;
      copy[2] = c0;
      copy[3] = d0;
      copy[4] = e0;
      copy[5] = f0;
      copy[6] = g0;
      copy[7] = h0;
    }
    return copy[3];
  }

  /** Copied out of fields with opaque access. */
  @Benchmark
  public long opaqueFields() {
    long[] copy = to;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long a0;
      long b0;
      long c0;
      long d0;
      long e0;
      long f0;
      long g0;
      long h0;
      do {
        stamp = seq.readBegin();
        a0 = (long) A.getOpaque(this);
        b0 = (long) B.getOpaque(this);
        c0 = (long) C.getOpaque(this);
        d0 = (long) D.getOpaque(this);
        e0 = (long) E.getOpaque(this);
        f0 = (long) F.getOpaque(this);
        g0 = (long) G.getOpaque(this);
        h0 = (long) H.getOpaque(this);
      } while (!seq.validate(stamp));
      copy[0] = a0;
      copy[1] = b0;
      copy[2] = c0;
      copy[3] = d0;
      copy[4] = e0;
      copy[5] = f0;
      copy[6] = g0;
      copy[7] = h0;
    }
    return copy[3];
  }

  /** Copied out of plain cells. */
  @Benchmark
  public long plainCells() {
    long[] copy = to;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long a0;
      long b0;
      long c0;
      long d0;
      long e0;
      long f0;
      long g0;
      long h0;
      do {
        stamp = seq.readBegin();
        a0 = plainA.get();
        b0 = plainB.get();
        c0 = plainC.get();
        d0 = plainD.get();
        e0 = plainE.get();
        f0 = plainF.get();
        g0 = plainG.get();
        h0 = plainH.get();
      } while (!seq.validate(stamp));
      copy[0] = a0;
      copy[1] = b0;
      copy[2] = c0;
      copy[3] = d0;
      copy[4] = e0;
      copy[5] = f0;
      copy[6] = g0;
      copy[7] = h0;
    }
    return copy[3];
  }

  /** Copied out of opaque cells. */
  @Benchmark
  public long opaqueCells() {
    long[] copy = to;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long a0;
      long b0;
      long c0;
      long d0;
      long e0;
      long f0;
      long g0;
      long h0;
      do {
        stamp = seq.readBegin();
        a0 = opaqueA.get();
        b0 = opaqueB.get();
        c0 = opaqueC.get();
        d0 = opaqueD.get();
        e0 = opaqueE.get();
        f0 = opaqueF.get();
        g0 = opaqueG.get();
        h0 = opaqueH.get();
      } while (!seq.validate(stamp));
      copy[0] = a0;
      copy[1] = b0;
      copy[2] = c0;
      copy[3] = d0;
      copy[4] = e0;
      copy[5] = f0;
      copy[6] = g0;
      copy[7] = h0;
    }
    return copy[3];
  }

  /** Folded out of plain fields. */
  @Benchmark
  public long plainFolded() {
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

  /** Folded out of fields with opaque access. */
  @Benchmark
  public long opaqueFolded() {
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

  /** Folded out of plain cells that are constants. */
  @Benchmark
  public long plainConstants() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen =
            PLAIN_A.get()
                ^ PLAIN_B.get()
                ^ PLAIN_C.get()
                ^ PLAIN_D.get()
                ^ PLAIN_E.get()
                ^ PLAIN_F.get()
                ^ PLAIN_G.get()
                ^ PLAIN_H.get();
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }

  /** Folded out of opaque cells that are constants. */
  @Benchmark
  public long opaqueConstants() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      long stamp;
      long seen;
      do {
        stamp = seq.readBegin();
        seen =
            CONSTANT_A.get()
                ^ CONSTANT_B.get()
                ^ CONSTANT_C.get()
                ^ CONSTANT_D.get()
                ^ CONSTANT_E.get()
                ^ CONSTANT_F.get()
                ^ CONSTANT_G.get()
                ^ CONSTANT_H.get();
      } while (!seq.validate(stamp));
      sum += seen;
    }
    return sum;
  }
}

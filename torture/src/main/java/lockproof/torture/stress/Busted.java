package lockproof.torture.stress;

import lockproof.seq.OpaqueInt;
import lockproof.seq.SeqLock;
import lockproof.torture.busted.NoExchange;
import lockproof.torture.busted.NoFence;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Tests that must fail, to show that their correct twins could. */
public final class Busted {
  private Busted() {}

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class BustedNoExchange {
    private final NoExchange lock = new NoExchange();
    private int count;

    @Actor
    public void first() {
      lock.write(() -> count++);
    }

    @Actor
    public void second() {
      lock.write(() -> count++);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = count;
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class BustedUnvalidated {
    private final SeqLock lock = new SeqLock();
    private final OpaqueInt a = new OpaqueInt(0);
    private final OpaqueInt b = new OpaqueInt(0);

    @Actor
    public void writer() {
      lock.write(
          () -> {
            a.set(1);
            for (int i = 0; i < 20; i++) {
              Thread.onSpinWait();
            }
            b.set(1);
          });
    }

    @Actor
    public void reader(II_Result r) {
      lock.tryReadBegin();
      r.r1 = b.get();
      r.r2 = a.get();
    }
  }

  @JCStressTest
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class BustedNoFence {
    private final NoFence sequence = new NoFence();
    private int a;
    private int b;

    @Actor
    public void writer() {
      sequence.write(
          () -> {
            a = 1;
            for (int i = 0; i < 20; i++) {
              Thread.onSpinWait();
            }
            b = 1;
          });
    }

    /** Once: without a fence, trying again may never end. */
    @Actor
    public void reader(II_Result r) {
      long stamp = sequence.begin();
      int second = b;
      int first = a;
      boolean valid = sequence.validate(stamp);
      r.r1 = valid ? second : 0;
      r.r2 = valid ? first : 0;
    }
  }
}

package lockproof.torture.stress;

import lockproof.ww.AcquireCtx;
import lockproof.ww.LockResult;
import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two threads lock two mutexes in opposite orders. Each has one and comes for the other, so one
 * takes what the other one is about to wait for: were the owner not to see the waiter and the
 * waiter not to see the owner, nobody would back off, and the test would not end.
 */
public final class LockSets {
  private static final class WaitDie {}

  private static final class WoundWait {}

  private static final WwClass<WaitDie> WAIT_DIE = WwClass.waitDie(WaitDie.class);
  private static final WwClass<WoundWait> WOUND_WAIT = WwClass.woundWait(WoundWait.class);

  private LockSets() {}

  private static void add(int[] one, int[] other) {
    one[0]++;
    other[0]++;
  }

  @JCStressTest
  @Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "Both added to both.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class AbbaWaitDie {
    private final WwMutex<WaitDie, int[]> a = new WwMutex<>(WAIT_DIE, new int[1]);
    private final WwMutex<WaitDie, int[]> b = new WwMutex<>(WAIT_DIE, new int[1]);

    @Actor
    public void first() {
      WAIT_DIE.run(a, b, LockSets::add);
    }

    @Actor
    public void second() {
      WAIT_DIE.run(b, a, LockSets::add);
    }

    @Arbiter
    public void both(I_Result r) {
      WAIT_DIE.run(a, b, (x, y) -> r.r1 = x[0] + y[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "Both added to both.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class AbbaWoundWait {
    private final WwMutex<WoundWait, int[]> a = new WwMutex<>(WOUND_WAIT, new int[1]);
    private final WwMutex<WoundWait, int[]> b = new WwMutex<>(WOUND_WAIT, new int[1]);

    @Actor
    public void first() {
      WOUND_WAIT.run(a, b, LockSets::add);
    }

    @Actor
    public void second() {
      WOUND_WAIT.run(b, a, LockSets::add);
    }

    @Arbiter
    public void both(I_Result r) {
      WOUND_WAIT.run(a, b, (x, y) -> r.r1 = x[0] + y[0]);
    }
  }

  /** With bare contexts; tells who had to back off. */
  @JCStressTest
  @Outcome(
      id = {"false, false, 4", "true, false, 4", "false, true, 4"},
      expect = Expect.ACCEPTABLE,
      desc = "At most one backed off, and both added to both.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Both backed off, or an addition was lost.")
  @State
  public static class AbbaResolve {
    private final WwMutex<WaitDie, int[]> a = new WwMutex<>(WAIT_DIE, new int[1]);
    private final WwMutex<WaitDie, int[]> b = new WwMutex<>(WAIT_DIE, new int[1]);

    @Actor
    public void first(ZZI_Result r) {
      r.r1 = resolve(a, b);
    }

    @Actor
    public void second(ZZI_Result r) {
      r.r2 = resolve(b, a);
    }

    @Arbiter
    public void both(ZZI_Result r) {
      WAIT_DIE.run(a, b, (x, y) -> r.r3 = x[0] + y[0]);
    }

    private static boolean resolve(WwMutex<WaitDie, int[]> mine, WwMutex<WaitDie, int[]> theirs) {
      try (AcquireCtx<WaitDie> ctx = WAIT_DIE.newContext()) {
        WwMutex<WaitDie, int[]> held = mine;
        WwMutex<WaitDie, int[]> wanted = theirs;
        boolean deadlock = false;
        ctx.lock(held);
        while (ctx.lock(wanted) == LockResult.DEADLOCK) {
          deadlock = true;
          ctx.unlockAll();
          ctx.lockSlow(wanted);
          held = wanted;
          wanted = held == mine ? theirs : mine;
        }
        ctx.done();
        add(ctx.get(mine), ctx.get(theirs));
        ctx.unlockAll();
        return deadlock;
      }
    }
  }
}

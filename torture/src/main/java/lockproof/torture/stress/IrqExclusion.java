package lockproof.torture.stress;

import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLockIrq;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** As {@link SpinExclusion}, for the lock that disables interrupts. */
public final class IrqExclusion {
  private IrqExclusion() {}

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class IrqGuardAndIrqGuard {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.lock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      try (var guard = lock.lock()) {
        guard.get()[0]++;
      }
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class IrqGuardAndIrqWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.lock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      try (LocalInterruptScope scope = LocalInterrupts.disable();
          SpinGuard<int[]> guard = lock.lockWith(scope)) {
        guard.get()[0]++;
      }
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class IrqGuardAndIrqRun {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.lock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      lock.run(data -> data[0]++);
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class IrqWithAndIrqWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      try (LocalInterruptScope scope = LocalInterrupts.disable();
          SpinGuard<int[]> guard = lock.lockWith(scope)) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      try (LocalInterruptScope scope = LocalInterrupts.disable();
          SpinGuard<int[]> guard = lock.lockWith(scope)) {
        guard.get()[0]++;
      }
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class IrqWithAndIrqRun {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      try (LocalInterruptScope scope = LocalInterrupts.disable();
          SpinGuard<int[]> guard = lock.lockWith(scope)) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      lock.run(data -> data[0]++);
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class IrqRunAndIrqRun {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      lock.run(data -> data[0]++);
    }

    @Actor
    public void second() {
      lock.run(data -> data[0]++);
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }
}

package lockproof.torture.stress;

import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads add one each, in every pair of ways to acquire a spin lock. */
public final class SpinExclusion {
  private SpinExclusion() {}

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class GuardAndGuard {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

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
  public static class GuardAndRun {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

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
  public static class GuardAndTry {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.lock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      SpinGuard<int[]> guard = lock.tryLock();
      while (guard == null) {
        Thread.onSpinWait();
        guard = lock.tryLock();
      }
      guard.get()[0]++;
      guard.close();
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
  public static class RunAndRun {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

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

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class RunAndTry {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      lock.run(data -> data[0]++);
    }

    @Actor
    public void second() {
      SpinGuard<int[]> guard = lock.tryLock();
      while (guard == null) {
        Thread.onSpinWait();
        guard = lock.tryLock();
      }
      guard.get()[0]++;
      guard.close();
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
  public static class TryAndTry {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      SpinGuard<int[]> guard = lock.tryLock();
      while (guard == null) {
        Thread.onSpinWait();
        guard = lock.tryLock();
      }
      guard.get()[0]++;
      guard.close();
    }

    @Actor
    public void second() {
      SpinGuard<int[]> guard = lock.tryLock();
      while (guard == null) {
        Thread.onSpinWait();
        guard = lock.tryLock();
      }
      guard.get()[0]++;
      guard.close();
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }
}

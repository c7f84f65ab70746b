package lockproof.torture.stress;

import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads add one each, in every pair of ways to acquire a spin lock. */
public final class SpinExclusion {
  private SpinExclusion() {}

  private static void guarded(SpinLock<int[]> lock) {
    try (SpinGuard<int[]> guard = lock.lock()) {
      guard.get()[0]++;
    }
  }

  private static void run(SpinLock<int[]> lock) {
    lock.run(data -> data[0]++);
  }

  private static void tried(SpinLock<int[]> lock) {
    SpinGuard<int[]> guard = lock.tryLock();
    while (guard == null) {
      Thread.onSpinWait();
      guard = lock.tryLock();
    }
    guard.get()[0]++;
    guard.close();
  }

  private static int total(SpinLock<int[]> lock) {
    return (int) lock.callAsLong(data -> data[0]);
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class GuardAndGuard {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      guarded(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class GuardAndRun {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      run(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class GuardAndTry {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class RunAndRun {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      run(lock);
    }

    @Actor
    public void second() {
      run(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class RunAndTry {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      run(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class TryAndTry {
    private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

    @Actor
    public void first() {
      tried(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }
}

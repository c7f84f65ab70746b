package lockproof.torture.stress;

import java.util.concurrent.TimeUnit;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** As {@link SpinExclusion}, for the mutex. */
public final class MutexExclusion {
  private MutexExclusion() {}

  private static void guarded(Mutex<int[]> lock) {
    try (MutexGuard<int[]> guard = lock.lock()) {
      guard.get()[0]++;
    }
  }

  private static void run(Mutex<int[]> lock) {
    lock.run(data -> data[0]++);
  }

  private static void timed(Mutex<int[]> lock) {
    try (MutexGuard<int[]> guard = lock.tryLock(10, TimeUnit.SECONDS)) {
      guard.get()[0]++;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int total(Mutex<int[]> lock) {
    return (int) lock.callAsLong(data -> data[0]);
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class MutexGuardAndMutexGuard {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

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
  public static class MutexGuardAndMutexRun {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

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
  public static class MutexGuardAndMutexTimed {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      timed(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class MutexRunAndMutexRun {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

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
  public static class MutexRunAndMutexTimed {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

    @Actor
    public void first() {
      run(lock);
    }

    @Actor
    public void second() {
      timed(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class MutexTimedAndMutexTimed {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

    @Actor
    public void first() {
      timed(lock);
    }

    @Actor
    public void second() {
      timed(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }
}

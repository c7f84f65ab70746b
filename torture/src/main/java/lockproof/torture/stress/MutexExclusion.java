package lockproof.torture.stress;

import java.util.concurrent.TimeUnit;
import lockproof.lock.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** As {@link SpinExclusion}, for the mutex. */
public final class MutexExclusion {
  private MutexExclusion() {}

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class MutexGuardAndMutexGuard {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

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
  public static class MutexGuardAndMutexRun {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

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
  public static class MutexGuardAndMutexTimed {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.lock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      try (var guard = lock.tryLock(10, TimeUnit.SECONDS)) {
        guard.get()[0]++;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
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
  public static class MutexRunAndMutexRun {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

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
  public static class MutexRunAndMutexTimed {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

    @Actor
    public void first() {
      lock.run(data -> data[0]++);
    }

    @Actor
    public void second() {
      try (var guard = lock.tryLock(10, TimeUnit.SECONDS)) {
        guard.get()[0]++;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
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
  public static class MutexTimedAndMutexTimed {
    private final Mutex<int[]> lock = new Mutex<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.tryLock(10, TimeUnit.SECONDS)) {
        guard.get()[0]++;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Actor
    public void second() {
      try (var guard = lock.tryLock(10, TimeUnit.SECONDS)) {
        guard.get()[0]++;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Arbiter
    public void both(I_Result r) {
      lock.run(data -> r.r1 = data[0]);
    }
  }
}

package lockproof.torture.stress;

import lockproof.lock.RwLock;
import lockproof.lock.WriteGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** As {@link SpinExclusion}, for writers of the read-write lock; and writers against readers. */
public final class RwExclusion {
  private RwExclusion() {}

  private static void guarded(RwLock<int[]> lock) {
    try (WriteGuard<int[]> guard = lock.writeLock()) {
      guard.get()[0]++;
    }
  }

  private static void run(RwLock<int[]> lock) {
    lock.runWriting(data -> data[0]++);
  }

  private static int total(RwLock<int[]> lock) {
    return lock.<Integer, RuntimeException>callReading(data -> data[0]);
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class RwWriteLockAndRwWriteLock {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

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
  public static class RwWriteLockAndRwRunWriting {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

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
  public static class RwRunWritingAndRwRunWriting {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

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
  @JCStressMeta(AllOrNothing.class)
  @State
  public static class WriteAndRead {
    private final RwLock<int[]> lock = new RwLock<>(new int[2]);

    @Actor
    public void writer() {
      try (var guard = lock.writeLock()) {
        guard.get()[0] = 1;
        guard.get()[1] = 1;
      }
    }

    @Actor
    public void reader(II_Result r) {
      try (var guard = lock.readLock()) {
        r.r1 = guard.get()[1];
        r.r2 = guard.get()[0];
      }
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "The reader comes before the write or after the downgrade.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A writer came between write and downgrade.")
  @State
  public static class DowngradeAndWrite {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

    @Actor
    public void downgrader(II_Result r) {
      WriteGuard<int[]> writing = lock.writeLock();
      r.r1 = writing.get()[0];
      try (var reading = writing.downgrade()) {
        r.r2 = reading.get()[0];
      }
    }

    @Actor
    public void writer() {
      lock.runWriting(data -> data[0]++);
    }
  }
}

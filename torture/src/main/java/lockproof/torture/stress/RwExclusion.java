package lockproof.torture.stress;

import lockproof.lock.RwLock;
import lockproof.lock.WriteGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Writers exclude each other and readers. */
public final class RwExclusion {
  private RwExclusion() {}

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class RwWriteAndRwWrite {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.writeLock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      try (var guard = lock.writeLock()) {
        guard.get()[0]++;
      }
    }

    @Arbiter
    public void both(I_Result r) {
      lock.runWriting(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class RwWriteAndRwRunWriting {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

    @Actor
    public void first() {
      try (var guard = lock.writeLock()) {
        guard.get()[0]++;
      }
    }

    @Actor
    public void second() {
      lock.runWriting(data -> data[0]++);
    }

    @Arbiter
    public void both(I_Result r) {
      lock.runWriting(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
  @State
  public static class RwRunWritingAndRwRunWriting {
    private final RwLock<int[]> lock = new RwLock<>(new int[1]);

    @Actor
    public void first() {
      lock.runWriting(data -> data[0]++);
    }

    @Actor
    public void second() {
      lock.runWriting(data -> data[0]++);
    }

    @Arbiter
    public void both(I_Result r) {
      lock.runWriting(data -> r.r1 = data[0]);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All of the write or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Half a write was read.")
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

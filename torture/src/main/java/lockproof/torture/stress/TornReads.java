package lockproof.torture.stress;

import java.util.concurrent.locks.StampedLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What the rules about optimistic reads are there for, seen to happen: for each of them a class
 * that must fail, named {@code Busted}, and its corrected twin, which must not.
 */
public final class TornReads {
  private TornReads() {}

  private static void linger() {
    for (int i = 0; i < 20; i++) {
      Thread.onSpinWait();
    }
  }

  /** Two numbers that a writer keeps equal. */
  public static class Pair {
    final StampedLock lock = new StampedLock();
    int a;
    int b;

    void write() {
      long stamp = lock.writeLock();
      a = 1;
      linger();
      b = 1;
      lock.unlockWrite(stamp);
    }
  }

  // ---- optimistic-unvalidated

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Half a write, as must be seen here.")
  @State
  public static class BustedUnvalidated extends Pair {
    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(II_Result r) {
      lock.tryOptimisticRead();
      r.r1 = b;
      r.r2 = a;
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Half a write passed as valid.")
  @State
  public static class Validated extends Pair {
    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(II_Result r) {
      long stamp;
      do {
        stamp = lock.tryOptimisticRead();
        r.r1 = b;
        r.r2 = a;
      } while (!lock.validate(stamp));
    }
  }

  // ---- optimistic-failed, and what becomes of a value that is read again without the lock

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A failed pair was used, as must be seen here.")
  @State
  public static class BustedFailed extends Pair {
    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(II_Result r) {
      long stamp = lock.tryOptimisticRead();
      r.r1 = b;
      r.r2 = a;
      if (!lock.validate(stamp)) {
        stamp = lock.readLock();
        r.r2 = a;
        lock.unlockRead(stamp);
      }
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Half a write passed as valid.")
  @State
  public static class ReadAgainUnderLock extends Pair {
    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(II_Result r) {
      long stamp = lock.tryOptimisticRead();
      r.r1 = b;
      r.r2 = a;
      if (!lock.validate(stamp)) {
        stamp = lock.readLock();
        r.r1 = b;
        r.r2 = a;
        lock.unlockRead(stamp);
      }
    }
  }

  // ---- optimistic-reread; its twin is Validated

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Read after the validation, as must be seen here.")
  @State
  public static class BustedReread extends Pair {
    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(II_Result r) {
      long stamp;
      do {
        stamp = lock.tryOptimisticRead();
        r.r1 = b;
      } while (!lock.validate(stamp));
      linger();
      r.r2 = a;
    }
  }

  // ---- stamp-misuse: two fresh locks have the same word

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "All or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Another lock said yes, as must be seen here.")
  @State
  public static class BustedWrongLock extends Pair {
    private final StampedLock other = new StampedLock();

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(II_Result r) {
      long stamp;
      do {
        stamp = other.tryOptimisticRead();
        r.r1 = b;
        r.r2 = a;
      } while (!other.validate(stamp));
    }
  }

  // ---- optimistic-hazard

  /** A table that grows, and its last index. */
  public static class Table {
    final StampedLock lock = new StampedLock();
    int[] cells = new int[1];
    int last;

    void grow() {
      long stamp = lock.writeLock();
      last = 1;
      linger();
      cells = new int[2];
      lock.unlockWrite(stamp);
    }
  }

  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Old or new.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Out of bounds, as must be seen here.")
  @State
  public static class BustedIndex extends Table {
    @Actor
    public void writer() {
      grow();
    }

    @Actor
    public void reader(I_Result r) {
      try {
        long stamp;
        do {
          stamp = lock.tryOptimisticRead();
          r.r1 = cells[last];
        } while (!lock.validate(stamp));
      } catch (ArrayIndexOutOfBoundsException e) {
        r.r1 = -1;
      }
    }
  }

  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Old or new.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Out of bounds though validated.")
  @State
  public static class IndexValidated extends Table {
    @Actor
    public void writer() {
      grow();
    }

    @Actor
    public void reader(I_Result r) {
      try {
        long stamp;
        int[] c;
        int i;
        do {
          stamp = lock.tryOptimisticRead();
          c = cells;
          i = last;
        } while (!lock.validate(stamp));
        r.r1 = c[i];
      } catch (ArrayIndexOutOfBoundsException e) {
        r.r1 = -1;
      }
    }
  }

  // ---- optimistic-effect

  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Counted once.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "One read was counted twice, as must be seen here.")
  @State
  public static class BustedEffect extends Pair {
    private int reads;

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(I_Result r) {
      long stamp;
      int sum;
      do {
        stamp = lock.tryOptimisticRead();
        sum = a + b;
        reads++;
      } while (!lock.validate(stamp));
      r.r1 = sum >= 0 ? reads : 0;
    }
  }

  // ---- check-then-act

  /** One ticket that two want. */
  public static class Ticket {
    final StampedLock lock = new StampedLock();
    int left = 1;
    int sold;

    void take(boolean again) {
      long stamp = lock.readLock();
      int seen = left;
      lock.unlockRead(stamp);
      if (seen == 0) {
        return;
      }
      stamp = lock.writeLock();
      if (!again || left > 0) {
        left = 0;
        sold++;
      }
      lock.unlockWrite(stamp);
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Sold once.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Sold twice, as must be seen here.")
  @State
  public static class BustedOldDecision extends Ticket {
    @Actor
    public void first() {
      take(false);
    }

    @Actor
    public void second() {
      take(false);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = sold;
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Sold once.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Sold twice.")
  @State
  public static class DecidedAgain extends Ticket {
    @Actor
    public void first() {
      take(true);
    }

    @Actor
    public void second() {
      take(true);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = sold;
    }
  }
}

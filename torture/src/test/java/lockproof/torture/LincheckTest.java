package lockproof.torture;

import java.util.List;
import java.util.concurrent.TimeUnit;
import lockproof.lock.CondVar;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;
import lockproof.lock.RwLock;
import lockproof.seq.OpaqueInt;
import lockproof.seq.SeqLock;
import lockproof.torture.busted.NoExchange;
import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;
import org.assertj.core.api.Assertions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** What the locks guard must behave as if its operations came one after the other. */
class LincheckTest {
  private static StressOptions options() {
    return new StressOptions()
        .threads(2)
        .actorsPerThread(3)
        .iterations(4)
        .invocationsPerIteration(250)
        .minimizeFailedScenario(false)
        .actorsBefore(0)
        .actorsAfter(1);
  }

  public static class MutexCounter {
    private final Mutex<int[]> mutex = new Mutex<>(new int[1]);

    @Operation
    public int addGuarded() {
      try (MutexGuard<int[]> guard = mutex.lock()) {
        return ++guard.get()[0];
      }
    }

    @Operation
    public int addTimed() throws InterruptedException {
      try (MutexGuard<int[]> guard = mutex.tryLock(10, TimeUnit.SECONDS)) {
        return ++guard.get()[0];
      }
    }

    @Operation
    public int get() {
      return mutex.<Integer, RuntimeException>call(data -> data[0]);
    }
  }

  public static class RwPair {
    private final RwLock<int[]> lock = new RwLock<>(new int[2]);

    @Operation
    public void add() {
      lock.runWriting(
          data -> {
            data[0]++;
            data[1]++;
          });
    }

    @Operation
    public int difference() {
      return lock.<Integer, RuntimeException>callReading(data -> data[0] - data[1]);
    }

    @Operation
    public int addAndDowngrade() {
      var writing = lock.writeLock();
      writing.get()[0]++;
      writing.get()[1]++;
      try (var reading = writing.downgrade()) {
        return reading.get()[0];
      }
    }
  }

  public static class SeqPair {
    private final SeqLock lock = new SeqLock();
    private final OpaqueInt a = new OpaqueInt(0);
    private final OpaqueInt b = new OpaqueInt(0);

    @Operation
    public int add() {
      try (var guard = lock.writeLock()) {
        a.set(a.get() + 1);
        b.set(b.get() + (guard.isLive() ? 1 : 0));
        return a.get();
      }
    }

    @Operation
    public int sum() {
      return lock.readAsInt(() -> a.get() + b.get());
    }

    @Operation
    public int sumOrLock() {
      return lock.<Integer, RuntimeException>readOrLock(() -> a.get() + b.get());
    }
  }

  /** A queue of one, with a condition; waits are short, so that every scenario ends. */
  public static class Slot {
    private final Mutex<int[]> mutex = new Mutex<>(new int[1]);
    private final CondVar<int[]> changed = mutex.newCondition();

    @Operation
    public void put() {
      mutex.run(data -> data[0]++);
      changed.signal();
    }

    @Operation
    public boolean takeIfAny() throws InterruptedException {
      try (MutexGuard<int[]> guard = mutex.lock()) {
        if (!changed.await(guard, data -> data[0] > 0, 0, TimeUnit.NANOSECONDS)) {
          return false;
        }
        guard.get()[0]--;
        return true;
      }
    }
  }

  /** Three mutexes of one class, locked in different orders and numbers. */
  public static class ThreeMutexes {
    private static final WwClass<ThreeMutexes> LOCKS = WwClass.waitDie(ThreeMutexes.class);

    private final WwMutex<ThreeMutexes, int[]> a = new WwMutex<>(LOCKS, new int[1]);
    private final WwMutex<ThreeMutexes, int[]> b = new WwMutex<>(LOCKS, new int[1]);
    private final WwMutex<ThreeMutexes, int[]> c = new WwMutex<>(LOCKS, new int[1]);

    @Operation
    public long addForward() {
      return LOCKS.callAsLong(a, b, c, (x, y, z) -> x[0]++ + y[0]++ + z[0]++);
    }

    @Operation
    public long addBackward() {
      return LOCKS
          .lockSet()
          .<Long, RuntimeException>attempt(
              set -> {
                var z = set.lock(c);
                var y = set.lock(b);
                var x = set.lock(a);
                return (long) set.get(x)[0]++ + set.get(y)[0]++ + set.get(z)[0]++;
              });
    }

    @Operation
    public long addAlone() {
      return b.callAsLong(y -> ++y[0]);
    }
  }

  /** Whatever is transferred, the sum stays. */
  public static class Transfers {
    private static final WwClass<Transfers> LOCKS = WwClass.woundWait(Transfers.class);

    private final WwMutex<Transfers, int[]> a = new WwMutex<>(LOCKS, new int[] {10});
    private final WwMutex<Transfers, int[]> b = new WwMutex<>(LOCKS, new int[] {10});

    @Operation
    public long there() {
      return LOCKS.callAsLong(a, b, (from, to) -> move(from, to, 3));
    }

    @Operation
    public long back() {
      return LOCKS.callAsLong(b, a, (from, to) -> move(from, to, 2));
    }

    @Operation
    public long sum() {
      long sum = LOCKS.callAsLong(List.of(b, a), data -> data.get(0)[0] + data.get(1)[0]);
      Assertions.assertThat(sum).isEqualTo(20);
      return sum;
    }

    private static long move(int[] from, int[] to, int amount) {
      from[0] -= amount;
      to[0] += amount;
      return to[0];
    }
  }

  public static class Busted {
    private final NoExchange lock = new NoExchange();
    private int count;

    @Operation
    public int add() {
      int[] result = new int[1];
      lock.write(
          () -> {
            int before = count;
            Thread.yield();
            count = before + 1;
            result[0] = count;
          });
      return result[0];
    }
  }

  @Test
  void mutex() {
    options().check(MutexCounter.class);
  }

  @Test
  void rwLock() {
    options().check(RwPair.class);
  }

  @Test
  void seqLock() {
    options().check(SeqPair.class);
  }

  @Test
  void threeMutexesOfOneClass() {
    options().check(ThreeMutexes.class);
  }

  @Test
  void transfers() {
    options().check(Transfers.class);
  }

  @Test
  void condVar() {
    options().check(Slot.class);
  }

  @Test
  void theBustedTwinIsSeenToFail() {
    Assertions.assertThatThrownBy(
            () -> options().iterations(10).invocationsPerIteration(2_000).check(Busted.class))
        .isInstanceOf(AssertionError.class);
  }
}

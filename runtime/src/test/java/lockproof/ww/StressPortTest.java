package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.testing.Threads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The three stresses of the kernel's module {@code test-ww_mutex}, by their names, with bare
 * contexts: locked in the order of a list, with the contended mutex moved to the front, and one at
 * a time. Every holder adds one to each mutex's count, so a lost update or two holders show.
 */
class StressPortTest {
  private static final long MILLIS = 300;
  private static final int STRESS_INORDER = 1;
  private static final int STRESS_REORDER = 2;
  private static final int STRESS_ONE = 4;
  private static final int STRESS_ALL = 7;

  private interface Work {
    void run(WwClass<StressPortTest> locks, List<WwMutex<StressPortTest, long[]>> order, Tally t);
  }

  private static final class Tally {
    final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    final AtomicLong expected = new AtomicLong();

    boolean over() {
      return System.nanoTime() > end;
    }
  }

  @ParameterizedTest
  @EnumSource
  void stress_inorder(Kind kind) throws Exception {
    stress(kind, 16, 4, STRESS_INORDER);
  }

  @ParameterizedTest
  @EnumSource
  void stress_reorder(Kind kind) throws Exception {
    stress(kind, 16, 4, STRESS_REORDER);
  }

  @ParameterizedTest
  @EnumSource
  void stress_all(Kind kind) throws Exception {
    stress(kind, 2046, 6, STRESS_ALL);
  }

  private static void stress(Kind kind, int nlocks, int nthreads, int flags) throws Exception {
    WwClass<StressPortTest> locks = kind.make();
    List<WwMutex<StressPortTest, long[]>> mutexes = new ArrayList<>();
    for (int i = 0; i < nlocks; i++) {
      mutexes.add(new WwMutex<>(locks, new long[1]));
    }
    Tally tally = new Tally();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; threads.size() < nthreads; n++) {
      Work work = work(n % 3, flags);
      if (work == null) {
        continue;
      }
      List<WwMutex<StressPortTest, long[]>> order = new ArrayList<>(mutexes);
      Collections.shuffle(order, new Random(n));
      threads.add(
          Threads.PLATFORM.start(
              () -> {
                try {
                  work.run(locks, order, tally);
                } catch (Throwable e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread thread : threads) {
      Threads.join(thread, 20);
    }
    assertThat(failure.get()).isNull();
    long sum = 0;
    for (WwMutex<StressPortTest, long[]> mutex : mutexes) {
      assertThat(mutex.isLocked()).isFalse();
      sum += mutex.callAsLong(count -> count[0]);
    }
    assertThat(sum).isEqualTo(tally.expected.get()).isPositive();
  }

  private static Work work(int n, int flags) {
    if (n == 0 && (flags & STRESS_INORDER) != 0) {
      return StressPortTest::stress_inorder_work;
    }
    if (n == 1 && (flags & STRESS_REORDER) != 0) {
      return StressPortTest::stress_reorder_work;
    }
    return n == 2 && (flags & STRESS_ONE) != 0 ? StressPortTest::stress_one_work : null;
  }

  private static void stress_inorder_work(
      WwClass<StressPortTest> locks, List<WwMutex<StressPortTest, long[]>> order, Tally tally) {
    do {
      try (AcquireCtx<StressPortTest> ctx = locks.newContext()) {
        int contended = -1;
        int n = 0;
        while (n < order.size()) {
          LockResult result = n == contended ? LockResult.LOCKED : ctx.lock(order.get(n));
          if (result == LockResult.LOCKED) {
            n++;
          } else {
            assertThat(result).isEqualTo(LockResult.DEADLOCK);
            ctx.unlockAll();
            ctx.lockSlow(order.get(n));
            contended = n;
            n = 0;
          }
        }
        count(ctx, order, tally);
        ctx.unlockAll();
      }
    } while (!tally.over());
  }

  private static void stress_reorder_work(
      WwClass<StressPortTest> locks, List<WwMutex<StressPortTest, long[]>> order, Tally tally) {
    do {
      try (AcquireCtx<StressPortTest> ctx = locks.newContext()) {
        for (int n = 0; n < order.size(); n++) {
          LockResult result = ctx.lock(order.get(n));
          if (result == LockResult.DEADLOCK) {
            for (int held = 0; held < n; held++) {
              ctx.unlock(order.get(held));
            }
            WwMutex<StressPortTest, long[]> contended = order.remove(n);
            ctx.lockSlow(contended);
            order.add(0, contended);
            n = 0;
          }
        }
        count(ctx, order, tally);
        ctx.unlockAll();
      }
    } while (!tally.over());
  }

  private static void count(
      AcquireCtx<StressPortTest> ctx, List<WwMutex<StressPortTest, long[]>> order, Tally tally) {
    ctx.done();
    for (WwMutex<StressPortTest, long[]> mutex : order) {
      ctx.get(mutex)[0]++;
    }
    tally.expected.addAndGet(order.size());
  }

  private static void stress_one_work(
      WwClass<StressPortTest> locks, List<WwMutex<StressPortTest, long[]>> order, Tally tally) {
    WwMutex<StressPortTest, long[]> mutex = order.get(0);
    do {
      mutex.run(count -> count[0]++);
      tally.expected.incrementAndGet();
    } while (!tally.over());
  }
}

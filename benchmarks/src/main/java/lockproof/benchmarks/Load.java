package lockproof.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Sixteen threads, or as many as are asked for, that lock sets of accounts all the time, by each
 * {@link Strategy} in turn: transfers per second of processor time, the unluckiest thread against
 * the mean, and whether the money is all there and every thread came to an end. Prints the rows of
 * a table.
 *
 * <p>Arguments: {@code --threads N}, {@code --accounts N}, {@code --set N}, {@code --work N} steps
 * inside, {@code --millis N} a round, {@code --rounds N}, {@code --warmup N} rounds that do not
 * count, {@code --only STRATEGY} to compare that one with sorted locks.
 *
 * <p>The warm-up is long: busy threads leave the compiler little time, and what happens seldom, a
 * mutex handed over or a transaction wounded, sends compiled code back to the interpreter when it
 * happens first.
 */
public final class Load {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double BAR = 0.8;
  private static int steps;

  private Load() {}

  private record Outcome(long transfers, double perCpuSecond, double fairness, boolean right) {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    int threads = option(args, "--threads", 16);
    int accounts = option(args, "--accounts", 64);
    int set = option(args, "--set", 2);
    int millis = option(args, "--millis", 700);
    int warmup = option(args, "--warmup", 8);
    int rounds = option(args, "--rounds", 9);
    steps = option(args, "--work", 0);
    Map<Strategy, List<Outcome>> outcomes = new EnumMap<>(Strategy.class);
    for (Strategy strategy : Strategy.values()) {
      int only = Arrays.asList(args).indexOf("--only") + 1;
      if (only == 0 || strategy == Strategy.SORTED || args[only].equals(strategy.name())) {
        outcomes.put(strategy, new ArrayList<>());
      }
    }
    for (int round = -warmup; round < rounds; round++) {
      for (Strategy strategy : outcomes.keySet()) {
        Outcome outcome = run(strategy, threads, accounts, set, millis);
        if (round >= 0) {
          outcomes.get(strategy).add(outcome);
        }
      }
    }
    List<Outcome> sorted = outcomes.get(Strategy.SORTED);
    for (Strategy strategy : outcomes.keySet()) {
      List<Outcome> own = outcomes.get(strategy);
      double[] ratios = new double[rounds];
      Arrays.setAll(ratios, i -> own.get(i).perCpuSecond() / sorted.get(i).perCpuSecond());
      Arrays.sort(ratios);
      double ratio = ratios[rounds / 2];
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %,.0f | %.2f | %.2f-%.2f | %s | %.2f | %s |%n",
          System.getProperty("java.version"),
          set,
          strategy.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          own.stream().mapToDouble(Outcome::perCpuSecond).average().orElse(0),
          ratio,
          ratios[0],
          ratios[rounds - 1],
          !strategy.ours ? "" : BAR + (ratio < BAR - 0.005 ? " MISSED" : " met"),
          own.stream().mapToDouble(Outcome::fairness).min().orElse(0),
          own.stream().allMatch(Outcome::right) ? "all there" : "WRONG");
    }
  }

  private static int option(String[] args, String name, int otherwise) {
    int at = Arrays.asList(args).indexOf(name);
    return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
  }

  /** What a transfer does besides: so many steps that cannot be left out. */
  static void work() {
    long state = steps;
    for (int i = 0; i < steps; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
    }
    if (state == 1) {
      Thread.onSpinWait();
    }
  }

  private static Outcome run(Strategy strategy, int threads, int accounts, int set, int millis)
      throws Exception {
    Strategy.Transfer transfer = strategy.over(accounts);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch go = new CountDownLatch(1);
    long[] counts = new long[threads];
    long[] cpu = new long[threads];
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int me = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  RandomGenerator random = RandomGeneratorFactory.of("L32X64MixRandom").create(me);
                  int[] chosen = new int[set];
                  go.await();
                  long start = THREADS.getCurrentThreadCpuTime();
                  long count = 0;
                  while (!stop.get()) {
                    choose(random, chosen, accounts);
                    transfer.move(chosen);
                    count++;
                  }
                  cpu[me] = THREADS.getCurrentThreadCpuTime() - start;
                  counts[me] = count;
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
      all.add(thread);
    }
    go.countDown();
    TimeUnit.MILLISECONDS.sleep(millis);
    stop.set(true);
    boolean ended = true;
    for (Thread thread : all) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
      ended &= !thread.isAlive();
    }
    long sum = Arrays.stream(counts).sum();
    long least = Arrays.stream(counts).min().orElse(0);
    boolean conserved = Arrays.stream(transfer.balances).sum() == 0;
    return new Outcome(
        sum,
        sum * 1e9 / Arrays.stream(cpu).sum(),
        least * (double) threads / sum,
        ended && conserved && failure.get() == null);
  }

  private static void choose(RandomGenerator random, int[] chosen, int accounts) {
    for (int i = 0; i < chosen.length; i++) {
      int next = random.nextInt(accounts);
      for (int k = 0; k < i; k++) {
        if (chosen[k] == next) {
          next = random.nextInt(accounts);
          k = -1;
        }
      }
      chosen[i] = next;
    }
  }
}

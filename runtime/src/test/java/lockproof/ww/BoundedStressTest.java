package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lockproof.testing.Threads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers under load: money is conserved, nobody hangs or starves, restarts are few. */
class BoundedStressTest {
  private static final long INITIAL = 1000;

  private static final class Bank {
    final WwClass<Bank> locks;
    final List<WwMutex<Bank, long[]>> accounts = new ArrayList<>();
    final AtomicBoolean stop = new AtomicBoolean();
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final List<Thread> threads = new ArrayList<>();

    Bank(Kind kind, int size) {
      locks = kind.make();
      for (int i = 0; i < size; i++) {
        accounts.add(new WwMutex<>(locks, new long[] {INITIAL}));
      }
    }

    /** Moves money around between some accounts, again and again; counts and keeps the worst. */
    long[] start(Threads kind, int setSize) {
      long[] tally = new long[2];
      threads.add(
          kind.start(
              () -> {
                try {
                  while (!stop.get()) {
                    transfer(setSize);
                    tally[0]++;
                    tally[1] = Math.max(tally[1], locks.own().restarts());
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              }));
      return tally;
    }

    private void transfer(int setSize) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      if (setSize == 2) {
        int from = random.nextInt(accounts.size());
        int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
        locks.run(
            accounts.get(from),
            accounts.get(to),
            (f, t) -> {
              f[0]--;
              t[0]++;
            });
        return;
      }
      List<WwMutex<Bank, long[]>> order = new ArrayList<>(accounts);
      Collections.shuffle(order, random);
      locks.<long[], RuntimeException>run(
          order.subList(0, setSize),
          data -> {
            for (int i = 0; i < data.size(); i++) {
              data.get(i)[0]--;
              data.get((i + 1) % data.size())[0]++;
            }
          });
    }

    void runFor(long millis) throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(millis);
      stop.set(true);
      for (Thread thread : threads) {
        Threads.join(thread, 20);
      }
      assertThat(failure.get()).isNull();
      long sum = 0;
      for (WwMutex<Bank, long[]> account : accounts) {
        assertThat(account.isLocked()).isFalse();
        sum += account.callAsLong(balance -> balance[0]);
      }
      assertThat(sum).isEqualTo(INITIAL * accounts.size());
    }
  }

  static Stream<Arguments> kinds() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Threads.available().map(threads -> Arguments.of(kind, threads)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void transfersConserveMoneyAndStarveNobody(Kind kind, Threads threads) throws Exception {
    Bank bank = new Bank(kind, 16);
    List<long[]> tallies = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tallies.add(bank.start(threads, 2));
    }
    bank.runFor(800);
    assertThat(tallies).allMatch(tally -> tally[0] > 0);
  }

  @ParameterizedTest
  @EnumSource
  void aLargeSetAmongSmallOnesRestartsRarely(Kind kind) throws Exception {
    Bank bank = new Bank(kind, 16);
    long[] large = bank.start(Threads.PLATFORM, 16);
    List<long[]> small = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      small.add(bank.start(Threads.PLATFORM, 2));
    }
    bank.runFor(1500);
    assertThat(large[0]).as("large transactions").isPositive();
    assertThat(large[1]).as("most restarts of one transaction").isLessThanOrEqualTo(16);
    assertThat(small).allMatch(tally -> tally[0] > 0 && tally[1] <= 16);
  }
}

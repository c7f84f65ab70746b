package lockproof.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One thread locks two, four or eight of sixty-four accounts and moves money between them: with a
 * lock set, with locks sorted by number, with attempts that give up and start again, and with one
 * lock around everything.
 */
@State(Scope.Thread)
@OperationsPerInvocation(LockSets.BATCH)
public class LockSets {
  static final int BATCH = 8_000;

  private static final int SIZE = 64;
  private static final int CHOICES = 1024;
  private static final WwClass<LockSets> LOCKS = WwClass.waitDie(LockSets.class);

  /** An account with a lock and a number to sort by. */
  static final class Account {
    final int number;
    final ReentrantLock lock = new ReentrantLock();
    long balance;

    Account(int number) {
      this.number = number;
    }
  }

  private final Account[] accounts = new Account[SIZE];
  private final WwMutex<LockSets, Account>[] mutexes = newArray(SIZE);
  private final Account[] sorted = new Account[8];
  private final WwMutex<LockSets, Account>[][] sets = newArrays(CHOICES);
  private final Account[][] accountSets = new Account[CHOICES][8];
  private final ReentrantLock global = new ReentrantLock();

  public LockSets() {
    for (int i = 0; i < SIZE; i++) {
      accounts[i] = new Account(i);
      mutexes[i] = new WwMutex<>(LOCKS, accounts[i]);
    }
    Random random = new Random(1);
    for (int i = 0; i < CHOICES; i++) {
      int[] choice = random.ints(0, SIZE).distinct().limit(8).toArray();
      sets[i] = newArray(8);
      for (int k = 0; k < 8; k++) {
        sets[i][k] = mutexes[choice[k]];
        accountSets[i][k] = accounts[choice[k]];
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a parameterized type
  private static WwMutex<LockSets, Account>[] newArray(int size) {
    return new WwMutex[size];
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a parameterized type
  private static WwMutex<LockSets, Account>[][] newArrays(int size) {
    return new WwMutex[size][];
  }

  @Benchmark
  public long run2() {
    for (int i = 0; i < BATCH; i++) {
      WwMutex<LockSets, Account>[] c = sets[i % CHOICES];
      LOCKS.run(
          c[0],
          c[1],
          (from, to) -> {
            from.balance--;
            to.balance++;
          });
    }
    return accounts[0].balance;
  }

  @Benchmark
  public long run4() {
    for (int i = 0; i < BATCH; i++) {
      WwMutex<LockSets, Account>[] c = sets[i % CHOICES];
      LOCKS.run(
          c[0],
          c[1],
          c[2],
          c[3],
          (from, to, also, and) -> {
            from.balance--;
            to.balance++;
            also.balance--;
            and.balance++;
          });
    }
    return accounts[0].balance;
  }

  @Benchmark
  public long run8() {
    for (int i = 0; i < BATCH; i++) {
      LOCKS.<Account, RuntimeException>run(
          Arrays.asList(sets[i % CHOICES]),
          data -> {
            for (int k = 0; k < 8; k++) {
              data.get(k).balance += k % 2 == 0 ? -1 : 1;
            }
          });
    }
    return accounts[0].balance;
  }

  @Benchmark
  public long sorted2() {
    for (int i = 0; i < BATCH; i++) {
      Account[] c = accountSets[i % CHOICES];
      Account from = c[0];
      Account to = c[1];
      ReentrantLock first = from.number < to.number ? from.lock : to.lock;
      ReentrantLock second = from.number < to.number ? to.lock : from.lock;
      first.lock();
      try {
        second.lock();
        try {
          from.balance--;
          to.balance++;
        } finally {
          second.unlock();
        }
      } finally {
        first.unlock();
      }
    }
    return accounts[0].balance;
  }

  @Benchmark
  public long sorted4() {
    return sorted(4);
  }

  @Benchmark
  public long sorted8() {
    return sorted(8);
  }

  private long sorted(int size) {
    for (int i = 0; i < BATCH; i++) {
      Account[] c = accountSets[i % CHOICES];
      for (int k = 0; k < size; k++) {
        insert(c[k], k);
      }
      int held = 0;
      try {
        while (held < size) {
          sorted[held].lock.lock();
          held++;
        }
        change(c, size);
      } finally {
        while (held > 0) {
          sorted[--held].lock.unlock();
        }
      }
    }
    return accounts[0].balance;
  }

  private void insert(Account account, int count) {
    int at = count;
    while (at > 0 && sorted[at - 1].number > account.number) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = account;
  }

  private static void change(Account[] c, int size) {
    for (int k = 0; k < size; k++) {
      c[k].balance += k % 2 == 0 ? -1 : 1;
    }
  }

  @Benchmark
  public long tryLock2() {
    for (int i = 0; i < BATCH; i++) {
      Account[] c = accountSets[i % CHOICES];
      ReentrantLock first = c[0].lock;
      ReentrantLock second = c[1].lock;
      boolean moved = false;
      while (!moved) {
        if (first.tryLock()) {
          try {
            if (second.tryLock()) {
              try {
                change(c, 2);
                moved = true;
              } finally {
                second.unlock();
              }
            }
          } finally {
            first.unlock();
          }
        }
      }
    }
    return accounts[0].balance;
  }

  @Benchmark
  public long global2() {
    return global(2);
  }

  @Benchmark
  public long global8() {
    return global(8);
  }

  private long global(int size) {
    for (int i = 0; i < BATCH; i++) {
      global.lock();
      try {
        change(accountSets[i % CHOICES], size);
      } finally {
        global.unlock();
      }
    }
    return accounts[0].balance;
  }
}

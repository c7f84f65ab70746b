import java.util.List;
import java.util.function.Predicate;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;

/** What goes wrong when several accounts are locked by hand. */
final class Bank {
  /** What a mutex protects. */
  static final class Account {
    private long balance;

    void add(long amount) {
      balance += amount;
    }

    long balance() {
      return balance;
    }
  }

  /** A transfer the other way round, at the same time, and both wait for ever. */
  static void transfer(Mutex<Account> from, Mutex<Account> to, long amount) {
    try (MutexGuard<Account> f = from.lock();
        MutexGuard<Account> t = to.lock()) {
      f.get().add(-amount);
      t.get().add(amount);
    }
  }

  /** Who backs off must release all that it has: here the first account stays locked. */
  static boolean tryTransfer(Mutex<Account> from, Mutex<Account> to, long amount) {
    MutexGuard<Account> f = from.lock();
    MutexGuard<Account> t = to.tryLock();
    if (t == null) {
      return false;
    }
    f.get().add(-amount);
    t.get().add(amount);
    t.close();
    f.close();
    return true;
  }

  /** The balances are read one by one, so the sum is of no moment; and one guard is dropped. */
  static long total(List<Mutex<Account>> accounts, Predicate<Account> counts) {
    long sum = 0;
    for (Mutex<Account> account : accounts) {
      Account data = account.lock().get();
      sum += counts.test(data) ? data.balance() : 0;
    }
    return sum;
  }
}

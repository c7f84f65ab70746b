import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.AcquiredBefore;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.Level;
import lockproof.annotations.LockLevel;

/** Accounts by name. The ledger is locked first, then an account. */
final class Bank {
  @AcquiredBefore("Account.lock")
  @LockLevel(value = Level.BIG, because = "opening an account is rare")
  private final ReentrantLock ledger = new ReentrantLock();

  private final Map<String, Account> accounts = new HashMap<>();

  @GuardedBy("ledger")
  private int opened;

  /** One account, with a lock of its own. */
  static final class Account {
    @LockLevel(value = Level.FINE, because = "transfers of different accounts never meet")
    private final ReentrantLock lock = new ReentrantLock();

    private long balance;

    void add(long amount) {
      lock.lock();
      try {
        balance += amount;
      } finally {
        lock.unlock();
      }
    }
  }

  void open(String name, long first) {
    ledger.lock();
    try {
      Account account = new Account();
      accounts.put(name, account);
      opened++;
      account.add(first);
    } finally {
      ledger.unlock();
    }
  }

  boolean audit(Account account) {
    account.lock.lock();
    try {
      if (!ledger.tryLock()) {
        return false;
      }
      try {
        return accounts.containsValue(account);
      } finally {
        ledger.unlock();
      }
    } finally {
      account.lock.unlock();
    }
  }
}

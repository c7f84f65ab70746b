import java.util.List;
import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;

/** The same with a lock set: accounts are locked in any order, and nobody backs off by hand. */
final class BankFixed {
  /** Accounts that may be locked together. One of another class would not compile here. */
  static final WwClass<BankFixed> BANK = WwClass.waitDie(BankFixed.class);

  /** What a mutex protects. */
  static final class Account {
    private long balance;

    Account(long balance) {
      this.balance = balance;
    }

    void add(long amount) {
      balance += amount;
    }

    long balance() {
      return balance;
    }
  }

  static WwMutex<BankFixed, Account> open(long balance) {
    return WwMutex.of(BANK, () -> new Account(balance));
  }

  static void transfer(
      WwMutex<BankFixed, Account> from, WwMutex<BankFixed, Account> to, long amount) {
    BANK.run(
        from,
        to,
        (f, t) -> {
          f.add(-amount);
          t.add(amount);
        });
  }

  /** All at once: the sum that was there at one moment. */
  static long total(List<WwMutex<BankFixed, Account>> accounts) {
    return BANK.callAsLong(accounts, BankFixed::sum);
  }

  private static long sum(List<Account> accounts) {
    long sum = 0;
    for (Account account : accounts) {
      sum += account.balance();
    }
    return sum;
  }

  /** A lone account needs no set. */
  static void deposit(WwMutex<BankFixed, Account> account, long amount) {
    account.run(a -> a.add(amount));
  }
}

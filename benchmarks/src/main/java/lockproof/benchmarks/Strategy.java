package lockproof.benchmarks;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;

/** Ways to lock several accounts. */
enum Strategy {
  /** A lock set of the wait-die kind. */
  WAIT_DIE(true) {
    @Override
    Transfer over(int accounts) {
      return lockSet(WAIT_DIE_CLASS, accounts);
    }
  },

  /** A lock set of the wound-wait kind. */
  WOUND_WAIT(true) {
    @Override
    Transfer over(int accounts) {
      return lockSet(WOUND_WAIT_CLASS, accounts);
    }
  },

  /** Locks in the order of the accounts' numbers. */
  SORTED(false) {
    @Override
    Transfer over(int accounts) {
      ReentrantLock[] locks = locks(accounts);
      long[] balances = new long[accounts];
      return new Transfer(balances) {
        @Override
        void move(int[] chosen) {
          int[] order = chosen.clone();
          Arrays.sort(order);
          int held = 0;
          try {
            while (held < order.length) {
              locks[order[held]].lock();
              held++;
            }
            change(chosen);
          } finally {
            while (held > 0) {
              locks[order[--held]].unlock();
            }
          }
        }
      };
    }
  },

  /** Tries all, gives up on the first that is taken, waits a little, and tries again. */
  TRY_BACKOFF(false) {
    @Override
    Transfer over(int accounts) {
      ReentrantLock[] locks = locks(accounts);
      long[] balances = new long[accounts];
      return new Transfer(balances) {
        @Override
        void move(int[] chosen) {
          for (int failures = 0; !tried(chosen); failures++) {
            long most = 1_000L << Math.min(failures, 6);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
          }
        }

        private boolean tried(int[] chosen) {
          int held = 0;
          try {
            while (held < chosen.length && locks[chosen[held]].tryLock()) {
              held++;
            }
            if (held == chosen.length) {
              change(chosen);
            }
            return held == chosen.length;
          } finally {
            while (held > 0) {
              locks[chosen[--held]].unlock();
            }
          }
        }
      };
    }
  },

  /** One lock around everything. */
  GLOBAL(false) {
    @Override
    Transfer over(int accounts) {
      ReentrantLock lock = new ReentrantLock();
      return new Transfer(new long[accounts]) {
        @Override
        void move(int[] chosen) {
          lock.lock();
          try {
            change(chosen);
          } finally {
            lock.unlock();
          }
        }
      };
    }
  };

  /** Whether it is a lock set. */
  final boolean ours;

  Strategy(boolean ours) {
    this.ours = ours;
  }

  private static final class WaitDie {}

  private static final class WoundWait {}

  private static final WwClass<WaitDie> WAIT_DIE_CLASS = WwClass.waitDie(WaitDie.class);
  private static final WwClass<WoundWait> WOUND_WAIT_CLASS = WwClass.woundWait(WoundWait.class);

  /** Moves money between accounts: from the first to the second, and so on around. */
  abstract static class Transfer {
    final long[] balances;

    Transfer(long[] balances) {
      this.balances = balances;
    }

    abstract void move(int[] chosen);

    final void change(int[] chosen) {
      for (int i = 0; i < chosen.length; i++) {
        balances[chosen[i]]--;
        balances[chosen[(i + 1) % chosen.length]]++;
      }
      Load.work();
    }
  }

  abstract Transfer over(int accounts);

  private static ReentrantLock[] locks(int count) {
    ReentrantLock[] locks = new ReentrantLock[count];
    Arrays.setAll(locks, i -> new ReentrantLock());
    return locks;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a parameterized type
  private static <C> Transfer lockSet(WwClass<C> locks, int accounts) {
    WwMutex<C, Integer>[] mutexes = new WwMutex[accounts];
    Arrays.setAll(mutexes, i -> new WwMutex<>(locks, i));
    return new Transfer(new long[accounts]) {
      @Override
      void move(int[] chosen) {
        if (chosen.length == 2) {
          locks.run(mutexes[chosen[0]], mutexes[chosen[1]], (a, b) -> change(chosen));
          return;
        }
        WwMutex<C, Integer>[] set = new WwMutex[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
          set[i] = mutexes[chosen[i]];
        }
        locks.run(Arrays.asList(set), data -> change(chosen));
      }
    };
  }
}

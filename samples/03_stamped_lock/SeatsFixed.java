import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.StampedLock;

/** The seats of a theatre. */
class SeatsFixed {
  private final StampedLock lock = new StampedLock();
  private final Map<String, Integer> taken = new HashMap<>();
  private final LongAdder asked = new LongAdder();
  private String[] names = new String[8];
  private int last = -1;
  private int free = 8;

  void take(String name) {
    long stamp = lock.writeLock();
    try {
      if (last + 1 == names.length) {
        names = java.util.Arrays.copyOf(names, names.length * 2);
      }
      names[++last] = name;
      taken.merge(name, 1, Integer::sum);
      free--;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  int free() {
    asked.increment();
    long stamp = lock.tryOptimisticRead();
    int n = free;
    return lock.validate(stamp) ? n : -1;
  }

  String latest() {
    long stamp = lock.tryOptimisticRead();
    String[] seen = names;
    int i = last;
    String name = i >= 0 && i < seen.length ? seen[i] : null;
    return lock.validate(stamp) ? name : null;
  }

  int everybody() {
    long stamp = lock.readLock();
    try {
      int sum = 0;
      for (int n : taken.values()) {
        sum += n;
      }
      return sum;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  int sold() {
    long stamp = lock.tryOptimisticRead();
    int f = free;
    int n = names.length;
    if (lock.validate(stamp)) {
      return n - f;
    }
    return -1;
  }

  boolean close() {
    long stamp = lock.writeLock();
    try {
      if (free == 0) {
        return false;
      }
      free = 0;
      return true;
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}

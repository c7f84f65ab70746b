import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.StampedLock;

/** The seats of a theatre, with the mistakes that such classes have. */
class Seats {
  private final StampedLock lock = new StampedLock();
  private final Map<String, Integer> taken = new HashMap<>();
  private String[] names = new String[8];
  private int last = -1;
  private int free = 8;
  private long asked;

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
    long stamp = lock.tryOptimisticRead();
    asked++;
    int n = free;
    return lock.validate(stamp) ? n : -1;
  }

  String latest() {
    long stamp = lock.tryOptimisticRead();
    String name = names[last];
    return lock.validate(stamp) ? name : null;
  }

  int everybody() {
    long stamp = lock.tryOptimisticRead();
    int sum = 0;
    for (int n : taken.values()) {
      sum += n;
    }
    return lock.validate(stamp) ? sum : -1;
  }

  int sold() {
    long stamp = lock.tryOptimisticRead();
    int f = free;
    if (lock.validate(stamp)) {
      return names.length - f;
    }
    return -1;
  }

  boolean close() {
    long stamp = lock.readLock();
    int f = free;
    lock.unlockRead(stamp);
    if (f == 0) {
      return false;
    }
    stamp = lock.writeLock();
    free = 0;
    lock.unlockWrite(stamp);
    return true;
  }
}

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.MustHold;

/** Orders that wait to be shipped. Six things go wrong. */
class Orders {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<String> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private final Map<String, Integer> amounts = new HashMap<>();

  private long shipped;

  void add(String order, int amount) {
    waiting.add(order); // without the lock
    lock.lock();
    try {
      amounts.merge(order, amount, Integer::sum);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  String next() throws InterruptedException {
    lock.lock();
    if (waiting.isEmpty()) {
      return null; // leaves with the lock
    }
    String order = waiting.poll();
    shipped++;
    lock.unlock();
    return order;
  }

  String take() throws InterruptedException {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        arrived.await(); // once, and not until something is there
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  Collection<String> open() {
    lock.lock();
    try {
      return Collections.unmodifiableCollection(waiting); // a view, not a copy
    } finally {
      lock.unlock();
    }
  }

  @MustHold("lock")
  private int amount(String order) {
    return amounts.getOrDefault(order, 0);
  }

  int amountOf(String order) {
    return amount(order); // nobody holds the lock
  }

  void reset() {
    shipped = 0; // `next` does this under the lock
  }
}

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.MustHold;

/** The same orders, with the lock where it belongs. */
class OrdersFixed {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<String> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private final Map<String, Integer> amounts = new HashMap<>();

  private long shipped;

  void add(String order, int amount) {
    lock.lock();
    try {
      waiting.add(order);
      amounts.merge(order, amount, Integer::sum);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  String next() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        return null;
      }
      shipped++;
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  String take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        arrived.await();
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  Collection<String> open() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }

  @MustHold("lock")
  private int amount(String order) {
    return amounts.getOrDefault(order, 0);
  }

  int amountOf(String order) {
    lock.lock();
    try {
      return amount(order);
    } finally {
      lock.unlock();
    }
  }

  void reset() {
    lock.lock();
    try {
      shipped = 0;
    } finally {
      lock.unlock();
    }
  }
}

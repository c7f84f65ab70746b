import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockproof.annotations.AcquiredAfter;
import lockproof.annotations.AcquiredBefore;

class GoodOrder {
  private GoodOrder parent;

  @AcquiredBefore({"second", "third"})
  private final ReentrantLock first = new ReentrantLock();

  @AcquiredBefore("GoodOrder.this.third")
  private final ReentrantLock second = new ReentrantLock();

  @AcquiredAfter({"first", "second"})
  private final ReentrantReadWriteLock third = new ReentrantReadWriteLock();

  /** From the root to the leaves: an order among objects. */
  @AcquiredAfter({"parent.node", "third.writeLock()", "Global.LOCK"})
  private final ReentrantLock node = new ReentrantLock();

  static class Global {
    @AcquiredBefore("GoodOrder.first")
    static final ReentrantLock LOCK = new ReentrantLock();

    @AcquiredAfter("Imported.LOCK")
    static final ReentrantLock LAST = new ReentrantLock();
  }

  @AcquiredBefore("Small")
  static class Large extends ReentrantLock {}

  static class Small extends ReentrantLock {}
}

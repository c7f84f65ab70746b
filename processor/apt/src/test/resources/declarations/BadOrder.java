import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.AcquiredAfter;
import lockproof.annotations.AcquiredBefore;

class BadOrder {
  // :: error: [lock-order]
  @AcquiredBefore("second")
  private final ReentrantLock first = new ReentrantLock();

  @AcquiredBefore("this.third")
  private final ReentrantLock second = new ReentrantLock();

  @AcquiredAfter("second")
  @AcquiredBefore("BadOrder.first")
  private final ReentrantLock third = new ReentrantLock();

  // :: error: [lock-order]
  @AcquiredAfter("self")
  private final ReentrantLock self = new ReentrantLock();

  // :: error: [mark-invalid]
  @AcquiredAfter("nowhere")
  private final ReentrantLock lost = new ReentrantLock();

  static class Ledger {
    // :: error: [lock-order]
    @AcquiredBefore("Account.lock")
    final ReentrantLock lock = new ReentrantLock();
  }

  static class Account {
    @AcquiredBefore("Journal.lock.writeLock()")
    final ReentrantLock lock = new ReentrantLock();
  }

  static class Journal {
    @AcquiredBefore("Ledger.lock")
    final java.util.concurrent.locks.ReentrantReadWriteLock lock =
        new java.util.concurrent.locks.ReentrantReadWriteLock();
  }

  // :: error: [lock-order]
  @AcquiredBefore("Small")
  static class Large extends ReentrantLock {}

  @AcquiredBefore("Large")
  static class Small extends ReentrantLock {}
}

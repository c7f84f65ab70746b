import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.MustHold;

class GoodLockNames {
  private static final Object STATIC = new Object();
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantReadWriteLock rw = new ReentrantReadWriteLock();

  @GuardedBy("lock")
  int a;

  @GuardedBy("this")
  int b;

  @GuardedBy("STATIC")
  static int c;

  @GuardedBy("GoodLockNames.class")
  static int d;

  @GuardedBy("GoodLockNames.STATIC")
  int e;

  @GuardedBy("TimeUnit.SECONDS")
  int imported;

  @GuardedBy("rw.writeLock()")
  int f;

  @MustHold("other.lock")
  void give(GoodLockNames other) {}

  class Inner {
    @GuardedBy("GoodLockNames.this.lock")
    int g;

    @GuardedBy("lock")
    int h;
  }
}

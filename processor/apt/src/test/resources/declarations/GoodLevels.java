import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.Level;
import lockproof.annotations.LockLevel;

@LockLevel(value = Level.NONE, because = "the main thread alone uses it")
class GoodLevels {
  @LockLevel(value = Level.FINE, because = "one for each account, so that transfers do not meet")
  private final ReentrantLock lock = new ReentrantLock();

  @LockLevel(value = Level.LOCKLESS, because = "counted on every request, read once an hour")
  private final AtomicLong hits = new AtomicLong();

  @GuardedBy("lock")
  @LockLevel(value = Level.FINE, because = "as its lock, which is that of one account")
  private long balance;
}

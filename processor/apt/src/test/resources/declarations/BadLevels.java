import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.Level;
import lockproof.annotations.LockLevel;

class BadLevels {
  // :: error: [mark-invalid]
  @LockLevel(value = Level.FINE, because = "")
  private final ReentrantLock silent = new ReentrantLock();

  // :: error: [mark-invalid]
  @LockLevel(value = Level.SPLIT, because = "it is fine")
  private final ReentrantLock shrugged = new ReentrantLock();

  // :: error: [mark-invalid]
  @LockLevel(value = Level.LOCKLESS, because = "readers never wait for writers")
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  // :: error: [mark-invalid]
  @LockLevel(value = Level.NONE, because = "one thread alone comes here")
  private int both;
}

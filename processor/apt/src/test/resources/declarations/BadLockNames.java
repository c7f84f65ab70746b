import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.GuardedBy;
import lockproof.annotations.MustHold;
import lockproof.annotations.MustNotHold;

class BadLockNames {
  private final ReentrantLock lock = new ReentrantLock();
  private ReentrantLock replaced = new ReentrantLock();
  private final int number = 1;
  private final String name = "x";

  // :: error: [mark-invalid]
  @GuardedBy("look")
  private int typo;

  // :: error: [mark-invalid]
  @GuardedBy("lock.inner")
  private int deeper;

  // :: error: [mark-invalid]
  @GuardedBy("number")
  private int counted;

  // :: error: [mark-invalid]
  @GuardedBy("name")
  private int called;

  // :: error: [mark-invalid]
  @GuardedBy("itselfGuarded")
  private Object itselfGuarded;

  // :: error: [mark-invalid]
  @GuardedBy("lock")
  private static int shared;

  // :: error: [mark-invalid]
  @GuardedBy("this")
  static int alsoShared;

  // :: warning: [mark-invalid]
  @GuardedBy("replaced")
  private int loose;

  // :: error: [mark-invalid]
  @MustHold({"lock", "nowhere()"})
  void work() {}

  // :: error: [mark-invalid]
  @MustNotHold("other.lock")
  void give(BadLockNames to) {}
}

import lockproof.seq.OpaqueInt;
import lockproof.seq.SeqLock;
import lockproof.seq.SeqWriteGuard;

/** A reader that finds work to do: it upgrades, which succeeds only if what it read still holds. */
final class ReaderBecomesWriter {
  private final SeqLock lock = new SeqLock("pool");
  private final OpaqueInt free = new OpaqueInt(0);
  private final OpaqueInt taken = new OpaqueInt(0);

  void add() {
    lock.write(() -> free.set(free.get() + 1));
  }

  boolean take() {
    while (true) {
      long stamp = lock.readBegin();
      int available = free.get();
      if (!lock.validate(stamp)) {
        continue;
      }
      if (available == 0) {
        return false;
      }
      SeqWriteGuard guard = lock.upgrade(stamp);
      if (guard == null) {
        continue;
      }
      try (guard) {
        int left = free.get(); // as it was: an upgrade fails if anything has changed
        if (left > 0) {
          free.set(left - 1);
          taken.set(taken.get() + 1);
          return true;
        }
      }
    }
  }

  int total() {
    return lock.readAsInt(() -> free.get() + taken.get());
  }

  public static void main(String[] args) throws InterruptedException {
    ReaderBecomesWriter pool = new ReaderBecomesWriter();
    int[] took = new int[1];
    Rounds.against(
        i -> pool.add(),
        () -> {
          took[0] += pool.take() ? 1 : 0;
          return pool.total() >= took[0];
        });
    if (pool.total() != 20_000) {
      throw new AssertionError("lost " + (20_000 - pool.total()));
    }
  }
}

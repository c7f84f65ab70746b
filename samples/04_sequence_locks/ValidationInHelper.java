import lockproof.annotations.Acquires;
import lockproof.annotations.Mode;
import lockproof.annotations.Stamp;
import lockproof.annotations.Validates;
import lockproof.seq.OpaqueLong;
import lockproof.seq.SeqLock;

/** Begin and validation are wrapped by helpers, which say so. */
final class ValidationInHelper {
  private final SeqLock lock = new SeqLock("clock");
  private final OpaqueLong seconds = new OpaqueLong(0);
  private final OpaqueLong nanos = new OpaqueLong(0);
  private int retries;

  void set(int tick) {
    lock.write(
        () -> {
          seconds.set(tick);
          nanos.set(tick);
        });
  }

  @Acquires(value = "lock", mode = Mode.OPTIMISTIC)
  private long begin() {
    return lock.readBegin();
  }

  @Validates("lock")
  private boolean done(@Stamp long stamp) {
    return lock.validate(stamp);
  }

  long difference() {
    while (true) {
      long stamp = begin();
      long s = seconds.get();
      long n = nanos.get();
      if (done(stamp)) {
        return s - n;
      }
      retries++;
    }
  }

  public static void main(String[] args) throws InterruptedException {
    ValidationInHelper clock = new ValidationInHelper();
    Rounds.against(clock::set, () -> clock.difference() == 0 && clock.retries >= 0);
  }
}

import lockproof.seq.OpaqueDouble;
import lockproof.seq.SeqLock;

/** The same, as it should be: nothing is reported here. */
final class RejectedFixed {
  private final SeqLock lock = new SeqLock("position");
  private final OpaqueDouble x = new OpaqueDouble(1);
  private final OpaqueDouble y = new OpaqueDouble(0);

  /** The closure form begins, validates, and tries again. */
  double validated() {
    return lock.readAsDouble(() -> Math.hypot(x.get(), y.get()));
  }

  double afterASuccessfulValidation() {
    long stamp = lock.readBegin();
    double currentX = x.get();
    double currentY = y.get();
    if (lock.validate(stamp)) {
      return Math.hypot(currentX, currentY);
    }
    return 0;
  }

  void withARelease() {
    lock.write(() -> x.set(0));
  }
}

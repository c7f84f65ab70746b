import lockproof.seq.OpaqueDouble;
import lockproof.seq.SeqLock;

/** What must not compile: values of a section that are used without a successful validation. */
final class Rejected {
  private final SeqLock lock = new SeqLock("position");
  private final OpaqueDouble x = new OpaqueDouble(1);
  private final OpaqueDouble y = new OpaqueDouble(0);

  double neverValidated() {
    lock.readBegin();
    return Math.hypot(x.get(), y.get());
  }

  double afterAFailedValidation() {
    long stamp = lock.readBegin();
    double currentX = x.get();
    double currentY = y.get();
    if (!lock.validate(stamp)) {
      return Math.hypot(currentX, currentY);
    }
    return 0;
  }

  void withoutARelease() {
    lock.writeLock();
    x.set(0);
  }
}

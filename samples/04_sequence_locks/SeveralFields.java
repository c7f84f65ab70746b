import lockproof.seq.OpaqueDouble;
import lockproof.seq.SeqLock;

/** Several fields that belong together, read in one function. */
final class SeveralFields {
  private final SeqLock lock = new SeqLock("position");
  private final OpaqueDouble x = new OpaqueDouble(1);
  private final OpaqueDouble y = new OpaqueDouble(0);

  /** Keeps the point on the unit circle. */
  void turnTo(double angle) {
    lock.write(
        () -> {
          x.set(Math.cos(angle));
          y.set(Math.sin(angle));
        });
  }

  double radius() {
    while (true) {
      long stamp = lock.readBegin();
      double currentX = x.get();
      double currentY = y.get();
      if (lock.validate(stamp)) {
        return Math.hypot(currentX, currentY);
      }
    }
  }

  /** The same in one go, and with a bound on the number of tries. */
  double radiusOrLock() {
    return lock.readOrLock(() -> Math.hypot(x.get(), y.get()));
  }

  public static void main(String[] args) throws InterruptedException {
    SeveralFields point = new SeveralFields();
    Rounds.against(
        i -> point.turnTo(i * 0.01),
        () ->
            Math.abs(point.radius() - 1) < 1e-9 && Math.abs(point.radiusOrLock() - 1) < 1e-9);
  }
}

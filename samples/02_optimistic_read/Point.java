import java.util.concurrent.locks.StampedLock;

/** An optimistic reader that returns what it read although a writer came between. */
final class Point {
  private final StampedLock lock = new StampedLock();
  private double x;
  private double y;

  void move(double dx, double dy) {
    long stamp = lock.writeLock();
    try {
      x += dx;
      y += dy;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  double distance() {
    long stamp = lock.tryOptimisticRead();
    double currentX = x;
    double currentY = y;
    if (!lock.validate(stamp)) {
      stamp = lock.readLock();
      try {
        currentX = x;
      } finally {
        lock.unlockRead(stamp);
      }
    }
    return Math.hypot(currentX, currentY);
  }
}

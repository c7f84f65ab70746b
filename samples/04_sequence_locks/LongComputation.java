import java.util.OptionalLong;
import lockproof.seq.OpaqueLong;
import lockproof.seq.SeqLock;

/** A computation too long for a section: the inputs are read in one, and the result is dated. */
final class LongComputation {
  private final SeqLock lock = new SeqLock("inputs");
  private final OpaqueLong low = new OpaqueLong(0);
  private final OpaqueLong high = new OpaqueLong(10);

  void move(int by) {
    lock.write(
        () -> {
          low.set(by);
          high.set(by + 10L);
        });
  }

  /** The sum of the range, or nothing when the range has moved meanwhile. */
  OptionalLong sum() {
    long stamp = lock.readBegin();
    long from = low.get();
    long to = high.get();
    if (!lock.validate(stamp)) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (long n = from; n < to; n++) {
      sum += n - from;
      if (lock.changedSince(stamp)) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(sum);
  }

  public static void main(String[] args) throws InterruptedException {
    LongComputation range = new LongComputation();
    Rounds.against(range::move, () -> range.sum().orElse(45) == 45);
  }
}

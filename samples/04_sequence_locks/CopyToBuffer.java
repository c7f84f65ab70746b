import lockproof.seq.OpaqueBuffer;
import lockproof.seq.SeqLock;

/** Memory outside the heap, copied into a buffer of the caller, who is told whether it counts. */
final class CopyToBuffer {
  private static final int WORDS = 8;

  private final SeqLock lock = new SeqLock("frame");
  private final OpaqueBuffer frame = OpaqueBuffer.allocate(WORDS * Long.BYTES);

  void fill(long value) {
    lock.write(
        () -> {
          for (int i = 0; i < WORDS; i++) {
            frame.setLong(i * Long.BYTES, value);
          }
        });
  }

  /**
   * Fills a buffer that nobody else knows yet, so that a failed try leaves no trace. What an access
   * throws in a stale section is discarded here, as {@code read} does with all exceptions.
   */
  long[] copy() {
    return lock.read(
        () -> {
          long[] target = new long[WORDS];
          for (int i = 0; i < WORDS; i++) {
            target[i] = frame.getLong(i * Long.BYTES);
          }
          return target;
        });
  }

  public static void main(String[] args) throws InterruptedException {
    CopyToBuffer frames = new CopyToBuffer();
    Rounds.against(
        frames::fill,
        () -> {
          long[] copy = frames.copy();
          for (long word : copy) {
            if (word != copy[0]) {
              return false;
            }
          }
          return true;
        });
  }
}

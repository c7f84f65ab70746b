package lockproof.seq;

/**
 * A hook for race detectors and schedulers: told where sections begin and end. At most one is used,
 * found with {@link java.util.ServiceLoader} when the first sequence is made; where there is none,
 * nothing is paid. Called by readers and writers on their own threads, inside the section; what it
 * throws is theirs. The idea is that of the annotations that the Linux kernel's sequence counters
 * make for its race detector.
 */
public interface SectionObserver {
  /**
   * A reader is about to read.
   *
   * @param sequence the sequence lock or counter
   */
  void readBegins(Object sequence);

  /**
   * A reader has validated.
   *
   * @param sequence the sequence lock or counter
   * @param valid whether no writer came between
   */
  void readEnds(Object sequence, boolean valid);

  /**
   * A writer is about to write.
   *
   * @param sequence the sequence lock or counter
   */
  void writeBegins(Object sequence);

  /**
   * A writer has written.
   *
   * @param sequence the sequence lock or counter
   */
  void writeEnds(Object sequence);
}

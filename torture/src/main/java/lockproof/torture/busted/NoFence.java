package lockproof.torture.busted;

/**
 * A sequence of plain fields without a fence: the compiler may take the second look at the sequence
 * for the first, and move the reading of data across both.
 */
public final class NoFence {
  private long word;

  /** Begins a section; there may be a writer at work. */
  public long begin() {
    return word;
  }

  /** Claims to tell whether no writer came since. */
  public boolean validate(long stamp) {
    return (stamp & 1) == 0 && word == stamp;
  }

  /** Writes as one section. */
  public void write(Runnable body) {
    word++;
    body.run();
    word++;
  }
}

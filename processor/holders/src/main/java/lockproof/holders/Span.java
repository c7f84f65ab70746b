package lockproof.holders;

import lockproof.annotations.SeqLocked;

/** Records in a record, and a reference; both ends are always equal to all else. */
@SeqLocked
public record Span(End from, Integer length, End to) {
  /** One end. */
  public record End(int line, int column) {}

  /** All alike. */
  public Span {
    if (from.line != from.column || from.line != length || !from.equals(to)) {
      throw new IllegalStateException(from + " " + length + " " + to);
    }
  }

  /** A span of one number. */
  public static Span of(int n) {
    return new Span(new End(n, n), n, new End(n, n));
  }
}

import lockproof.annotations.SeqLocked;

/** A place that one thread moves and many threads look at; {@code PositionSeq} is generated. */
@SeqLocked
public record Position(double x, double y) {
  public Position {
    if (Double.isNaN(x) || Double.isNaN(y)) {
      throw new IllegalArgumentException("nowhere");
    }
  }
}

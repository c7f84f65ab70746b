package lockproof.torture.stress;

import lockproof.holders.Span;
import lockproof.holders.SpanSeq;
import lockproof.holders.Two;
import lockproof.holders.TwoSeq;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Generated holders: every value that is read was written as a whole. */
public final class GeneratedHolders {
  private GeneratedHolders() {}

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1", "2, 2"},
      expect = Expect.ACCEPTABLE,
      desc = "All of a write or nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Half a write passed as valid.")
  @State
  public static class ReadAndWrites {
    private final TwoSeq holder = new TwoSeq(new Two(0, 0));

    @Actor
    public void writer() {
      holder.write(1, 1);
      holder.update(old -> new Two(2, 2));
    }

    @Actor
    public void reader(JJ_Result r) {
      Two seen = holder.read();
      r.r1 = seen.a();
      r.r2 = seen.b();
    }
  }

  /** The record's own check throws where it is given parts of two values. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "Each read sees one value, and no older one than the read before.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A value was made of parts of two.")
  @State
  public static class NestedRecords {
    private final SpanSeq holder = new SpanSeq(Span.of(0));

    @Actor
    public void writer() {
      holder.write(Span.of(1));
    }

    @Actor
    public void reader(II_Result r) {
      try {
        r.r1 = holder.readOrLock().length();
      } catch (IllegalStateException e) {
        r.r1 = -1;
      }
      r.r2 =
          holder.readAsInt(
              (line, column, length, toLine, toColumn) ->
                  line == column && column == length && length == toLine && toLine == toColumn
                      ? length
                      : -1);
    }
  }
}

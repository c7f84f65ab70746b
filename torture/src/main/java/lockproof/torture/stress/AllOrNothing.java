package lockproof.torture.stress;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * What may come of a thread that writes two numbers and one that reads them the other way round.
 */
@Outcome(
    id = {"0, 0", "1, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "All of the write or nothing.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Half a write passed as valid.")
public final class AllOrNothing {
  private AllOrNothing() {}
}

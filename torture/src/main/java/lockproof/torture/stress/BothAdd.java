package lockproof.torture.stress;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** What may come of two threads that add one each under a lock. */
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both added.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost.")
public final class BothAdd {
  private BothAdd() {}
}

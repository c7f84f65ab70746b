package lockproof.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Interprets each body once for callers that have nothing at stake, so that most calls of it need
 * not be followed. What is seen in a body that is judged by itself is told then and there.
 */
final class Summaries {
  /** How many bodies may wait for one another. */
  private static final int DEEPEST = 24;

  private final Env env;
  private final Program program;
  private final Coverage coverage;
  private final Options options;
  private final Consumer<Event> sink;
  private final Map<Body, Summary> known = new HashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private int depth;

  Summaries(Env env, Program program, Coverage coverage, Options options, Consumer<Event> sink) {
    this.env = env;
    this.program = program;
    this.coverage = coverage;
    this.options = options;
    this.sink = sink;
  }

  /** A machine, and what it is at. */
  private final class Run implements Consumer<Event> {
    private final Machine machine =
        new Machine(env, program, coverage, options, Summaries.this, this);
    private boolean root = true;
    private boolean silent;

    @Override
    public void accept(Event e) {
      if (root || e.recorded()) {
        sink.accept(e);
      }
      silent &= root || e.plain();
    }

    Summary interpret(Body b) {
      silent = true;
      Summary[] found = {Summary.SKIPPED};
      b.reach =
          guarded(
              machine,
              b.reach,
              () -> {
                root = !program.throughCallers(b.method);
                found[0] = Roots.method(machine, b);
                root = true;
                Roots.lambdas(machine, b);
              });
      return silent ? found[0] : found[0].told();
    }
  }

  /** What a call of the body comes to; of a body that is being interpreted nothing is known yet. */
  Summary of(Body b) {
    Summary summary = known.get(b);
    if (summary != null || depth == DEEPEST) {
      return summary == null ? Summary.UNKNOWN : summary;
    }
    known.put(b, Summary.UNKNOWN);
    Run run = run();
    depth++;
    try {
      summary = run.interpret(b);
    } finally {
      depth--;
    }
    known.put(b, summary);
    return summary;
  }

  private Run run() {
    if (runs.size() == depth) {
      runs.add(new Run());
    }
    return runs.get(depth);
  }

  /** A machine for what no method contains; what it sees is told. */
  Machine machine() {
    Run run = run();
    run.root = true;
    return run.machine;
  }

  /**
   * Follows calls less deeply where a method turns out to be too large.
   *
   * @return how deep they could be followed, negative if the method cannot be interpreted at all
   */
  static int guarded(Machine m, int from, Runnable analysis) {
    for (int reach = from; reach >= 0; reach = reach > 1 ? 1 : reach - 1) {
      try {
        m.reach = reach;
        analysis.run();
        return reach;
      } catch (Unsupported e) {
        if (!Unsupported.TOO_LARGE.equals(e.getMessage())) {
          return -1;
        }
      }
    }
    return -1;
  }
}

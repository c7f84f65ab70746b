package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a condition parts the ways, and what decided which was taken. */
final class Forks {
  private final Machine m;

  Forks(Machine m) {
    this.m = m;
  }

  /**
   * One outcome of a condition.
   *
   * @param path what had decided that it is asked
   * @param yes the world where it holds, or null; {@code ifSo} is the torn data that tells
   * @param no the world where it does not, or null; {@code ifNot} is the torn data that tells
   * @param sound what it depends on that was sound when it was read
   */
  record Fork(Set<Dep> path, World yes, Set<Dep> ifSo, World no, Set<Dep> ifNot, Set<Dep> sound) {
    boolean torn() {
      return !ifSo.isEmpty() || !ifNot.isEmpty();
    }
  }

  List<Fork> of(ExpressionTree condition, World w) {
    Set<Dep> before = w.path;
    Set<Sym> open = open(w);
    List<Out> outs = m.eval(condition, w);
    Set<Sym> failing = failing(outs, true, open);
    Set<Sym> passing = failing(outs, false, open);
    List<Fork> forks = new ArrayList<>();
    for (Out c : outs) {
      Set<Dep> path = c.world().path;
      Set<Dep> by = Paths.tentative(c.value().deps());
      World yes = m.paths.assume(c.world().copy(), c.value(), true);
      World no = m.paths.assume(c.world(), c.value(), false);
      if (yes != null) {
        yes.path = without(yes.path, failing, before);
      }
      if (no != null) {
        no.path = without(no.path, passing, before);
      }
      forks.add(
          new Fork(
              path,
              yes,
              without(by, failing, Set.of()),
              no,
              without(by, passing, Set.of()),
              Paths.sound(c.value().deps())));
    }
    return forks;
  }

  private static Set<Sym> open(World w) {
    Set<Sym> open = new LinkedHashSet<>();
    w.sections.forEach(
        (k, s) -> {
          if (s.state() == Section.State.OPEN) {
            open.add(k);
          }
        });
    return open;
  }

  /** The sections whose failed validation makes a condition come out so. */
  private Set<Sym> failing(List<Out> outs, boolean outcome, Set<Sym> open) {
    Set<Sym> failing = new LinkedHashSet<>();
    for (Out o : outs.size() < 2 ? List.<Out>of() : outs) {
      if (m.paths.isTrue(o.world(), o.value().sym()) == Boolean.valueOf(outcome)) {
        o.world()
            .sections
            .forEach(
                (k, s) -> {
                  if (s.state() == Section.State.SPOILED && open.contains(k)) {
                    failing.add(k);
                  }
                });
      }
    }
    return failing;
  }

  /** Where data of a section leads just where its failure leads, the data decided nothing. */
  private static Set<Dep> without(Set<Dep> deps, Set<Sym> failing, Set<Dep> kept) {
    if (failing.isEmpty() || deps.isEmpty()) {
      return deps;
    }
    Set<Dep> left = new LinkedHashSet<>(deps);
    left.removeIf(
        d -> d.kind() == Dep.Kind.TENTATIVE && failing.contains(d.region()) && !kept.contains(d));
    return left;
  }
}

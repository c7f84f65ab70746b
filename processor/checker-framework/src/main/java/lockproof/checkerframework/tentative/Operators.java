package lockproof.checkerframework.tentative;

import java.util.List;
import java.util.Set;
import org.checkerframework.dataflow.cfg.node.ArrayCreationNode;
import org.checkerframework.dataflow.cfg.node.BinaryOperationNode;
import org.checkerframework.dataflow.cfg.node.BitwiseAndNode;
import org.checkerframework.dataflow.cfg.node.BitwiseOrNode;
import org.checkerframework.dataflow.cfg.node.FunctionalInterfaceNode;
import org.checkerframework.dataflow.cfg.node.NarrowingConversionNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.StringConversionNode;
import org.checkerframework.dataflow.cfg.node.TypeCastNode;
import org.checkerframework.dataflow.cfg.node.WideningConversionNode;

/** A result waits for all that its operands wait for. */
final class Operators {
  private Operators() {}

  static Trace trace(Node n, List<Trace> operands) {
    if (operands.size() == 1 && same(n)) {
      boolean narrows = n instanceof NarrowingConversionNode || n instanceof TypeCastNode;
      Trace from = operands.get(0);
      return narrows ? from.range(from.range().cast()) : from;
    }
    Trace t = Trace.of(TentativeTransfer.all(operands));
    if (n instanceof FunctionalInterfaceNode) {
      return Trace.NONE.at(Path.site(n.getTree()));
    }
    if (n instanceof ArrayCreationNode made) {
      return made(made, operands);
    }
    if (n instanceof BitwiseAndNode || n instanceof BitwiseOrNode) {
      boolean and = n instanceof BitwiseAndNode;
      t = t.with(joined(and, operands.get(0).facts(), operands.get(1).facts()));
      t = and ? t.with(asked(t.deps(), t.facts().yes())) : t;
    }
    if (n instanceof BinaryOperationNode) {
      Range a = operands.get(0).range();
      Range b = operands.get(1).range();
      return n.getTree() == null ? t : t.range(Range.of(n.getTree().getKind(), a, b));
    }
    return t;
  }

  /** A new array, whose elements wait for what they were given. */
  private static Trace made(ArrayCreationNode n, List<Trace> operands) {
    int sizes = n.getDimensions().size();
    Set<Dep> deps = TentativeTransfer.all(operands.subList(0, sizes));
    for (int i = sizes; i < operands.size(); i++) {
      deps.addAll(Cells.in(new Path(null, i - sizes), operands.get(i).deps()));
    }
    return Trace.of(deps).fresh(true);
  }

  /** If it is true the sections were validated; false is what follows from a failed validation. */
  private static Set<Dep> asked(Set<Dep> deps, Set<Facts.Effect> shown) {
    return shown == null
        ? deps
        : Dep.map(
            deps,
            d ->
                !d.status().over() && shown.contains(new Facts.Effect(Facts.Kind.SETTLES, d.lock()))
                    ? null
                    : d);
  }

  /** What two tests establish that are joined by an operator which evaluates both. */
  private static Facts joined(boolean and, Facts a, Facts b) {
    return and
        ? new Facts(both(a.yes(), b.yes()), Set.of())
        : new Facts(Set.of(), both(a.no(), b.no()));
  }

  /** All effects of two outcomes together; one that is impossible makes both so. */
  static Set<Facts.Effect> both(Set<Facts.Effect> a, Set<Facts.Effect> b) {
    return a == null || b == null ? null : Trace.union(a, b);
  }

  private static boolean same(Node n) {
    return n instanceof TypeCastNode
        || n instanceof WideningConversionNode
        || n instanceof NarrowingConversionNode
        || n instanceof StringConversionNode;
  }
}

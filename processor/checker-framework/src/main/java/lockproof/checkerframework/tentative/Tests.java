package lockproof.checkerframework.tentative;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import org.checkerframework.dataflow.analysis.ConditionalTransferResult;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.node.AssignmentNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.WideningConversionNode;

/** What tests show of locals and sections. */
final class Tests {

  /** On one outcome the operand is not null. */
  TransferResult<TentativeValue, TentativeStore> nonNull(
      TransferResult<TentativeValue, TentativeStore> r, Node operand, boolean on) {
    VariableElement v = local(operand);
    if (v == null) {
      return r;
    }
    TentativeStore yes = r.getThenStore().copy();
    TentativeStore no = r.getElseStore().copy();
    TentativeStore shown = on ? yes : no;
    shown.trace(v, shown.trace(v).maybeNull(false));
    return new ConditionalTransferResult<>(r.getResultValue(), yes, no);
  }

  /** On one outcome the operand is not zero. */
  TransferResult<TentativeValue, TentativeStore> nonZero(
      TransferResult<TentativeValue, TentativeStore> r, Node operand, boolean on) {
    VariableElement v = local(operand);
    if (v == null) {
      return r;
    }
    TentativeStore yes = r.getThenStore().copy();
    TentativeStore no = r.getElseStore().copy();
    TentativeStore shown = on ? yes : no;
    shown.trace(v, shown.trace(v).range(shown.trace(v).range().shownNonZero()));
    return new ConditionalTransferResult<>(r.getResultValue(), yes, no);
  }

  /** On one outcome the operand lies below the bound. */
  TransferResult<TentativeValue, TentativeStore> below(
      TransferResult<TentativeValue, TentativeStore> r, Node operand, Trace bound, boolean on) {
    VariableElement v = local(operand);
    if (v == null || !bound.range().boundsArrays()) {
      return r;
    }
    TentativeStore yes = r.getThenStore().copy();
    TentativeStore no = r.getElseStore().copy();
    TentativeStore shown = on ? yes : no;
    Trace t = shown.trace(v);
    shown.trace(v, t.range(t.range().below(bound.range())));
    return new ConditionalTransferResult<>(r.getResultValue(), yes, no);
  }

  /** On one outcome the two are different numbers. */
  TransferResult<TentativeValue, TentativeStore> different(
      TransferResult<TentativeValue, TentativeStore> r, Node a, Node b, boolean on) {
    VariableElement one = local(a);
    VariableElement other = local(b);
    if (one == null || other == null || !one.asType().getKind().isPrimitive()) {
      return r;
    }
    TentativeStore yes = r.getThenStore().copy();
    TentativeStore no = r.getElseStore().copy();
    TentativeStore shown = on ? yes : no;
    Trace t = shown.trace(one);
    shown.trace(one, t.range(t.range().not(Path.root(other))));
    return new ConditionalTransferResult<>(r.getResultValue(), yes, no);
  }

  /** Whether a test has shown that the difference of the two is not zero. */
  static boolean differ(TentativeStore store, Node a, Node b) {
    VariableElement one = local(a);
    VariableElement other = local(b);
    return one != null
        && other != null
        && (store.trace(one).range().not().contains(Path.root(other))
            || store.trace(other).range().not().contains(Path.root(one)));
  }

  /** A flag has turned out so. */
  void known(TentativeStore store, VariableElement flag, boolean outcome) {
    Trace t = store.trace(flag);
    store.trace(flag, t.with(t.facts().known(outcome)));
  }

  private static VariableElement local(Node n) {
    if (n instanceof WideningConversionNode w) {
      return local(w.getOperand());
    }
    if (n instanceof AssignmentNode a) {
      return local(a.getTarget());
    }
    return n instanceof LocalVariableNode v ? v.getElement() : null;
  }

  /** What a condition shows, read off the two ways that it can go. */
  Facts difference(TentativeStore yes, TentativeStore no) {
    Set<Facts.Effect> then = new LinkedHashSet<>();
    Set<Facts.Effect> otherwise = new LinkedHashSet<>();
    compare(yes, no, then);
    compare(no, yes, otherwise);
    return new Facts(then, otherwise);
  }

  private static void compare(TentativeStore a, TentativeStore b, Set<Facts.Effect> into) {
    a.sections()
        .forEach(
            (lock, states) -> {
              Set<TentativeStore.Section> other = b.sections().getOrDefault(lock, Set.of());
              if (states.equals(Set.of(TentativeStore.Section.SETTLED)) && !states.equals(other)) {
                into.add(new Facts.Effect(Facts.Kind.SETTLES, lock));
              }
              if (states.equals(Set.of(TentativeStore.Section.FAILED)) && !states.equals(other)) {
                into.add(new Facts.Effect(Facts.Kind.FAILS, lock));
              }
            });
    a.held().stream()
        .filter(lock -> !b.holds(lock))
        .forEach(lock -> into.add(new Facts.Effect(Facts.Kind.HOLDS, lock)));
  }
}

package lockproof.checkerframework.tentative;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import org.checkerframework.dataflow.cfg.node.ArrayAccessNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.ValueLiteralNode;
import org.checkerframework.javacutil.TreeUtils;

/**
 * The elements of arrays that a method has made, or was lent: which of them wait for a section.
 * Elements are told apart by constant indices and by variables; a loop that writes elements again
 * is taken to write all of them again.
 */
final class Cells {
  private final Findings findings;

  /** Where something tentative was first written into each element of an array of the caller. */
  private final Map<VariableElement, Map<Path, Tree>> lent = new HashMap<>();

  Cells(Findings findings) {
    this.findings = findings;
  }

  /** The element that an index stands for. */
  static Path at(Node index, Trace value) {
    if (index instanceof ValueLiteralNode literal) {
      return new Path(null, literal.getValue());
    }
    if (value.path() != null || index.getTree() == null) {
      return value.path() != null ? value.path() : new Path(null, "...");
    }
    List<Path> locals = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree t, Void p) {
        if (TreeUtils.elementFromUse(t) instanceof VariableElement v
            && v.getKind() != ElementKind.FIELD) {
          locals.add(Path.root(v));
        }
        return null;
      }
    }.scan(index.getTree(), null);
    return new Path(null, new Path.Computed(index.getTree().toString(), locals));
  }

  private static boolean constant(Path cell) {
    return cell.step() instanceof Number;
  }

  /** The array itself, whatever stands in it. */
  static Set<Dep> reference(Set<Dep> deps) {
    return Dep.map(deps, d -> d.cell() == null ? d : null);
  }

  /** What an element waits for. */
  static Set<Dep> element(Set<Dep> deps, Path cell) {
    return Dep.map(
        deps,
        d ->
            d.cell() != null && constant(cell) && constant(d.cell()) && !d.cell().equals(cell)
                ? null
                : new Dep(d.lock(), d.status()));
  }

  /** The same, waiting in an element. */
  static Set<Dep> in(Path cell, Set<Dep> deps) {
    return Dep.map(deps, d -> new Dep(d.lock(), d.status(), cell));
  }

  /** Without elements that were lost with a section and have been written again. */
  static Set<Dep> without(Set<Dep> deps, Set<Path> refilled) {
    return refilled.isEmpty()
        ? deps
        : Dep.map(
            deps,
            d -> d.cell() != null && d.status().over() && refilled.contains(d.lock()) ? null : d);
  }

  /** The array that a node stands for, or a row of it, if its elements are followed; else null. */
  static VariableElement followed(TentativeStore store, Node array) {
    if (array instanceof ArrayAccessNode row) {
      return followed(store, row.getArray());
    }
    return array instanceof LocalVariableNode local
            && (store.trace(local.getElement()).fresh() || isLent(local.getElement()))
        ? local.getElement()
        : null;
  }

  private static boolean isLent(VariableElement v) {
    return v.getKind() == ElementKind.PARAMETER && v.asType().getKind() == TypeKind.ARRAY;
  }

  /** An element is written; all elements may be, for null. */
  void write(TentativeStore store, VariableElement array, Path cell, Set<Dep> deps, Tree at) {
    Trace t = store.trace(array);
    Set<Path> refilled = new LinkedHashSet<>(t.refilled());
    if (cell == null || !constant(cell)) {
      t.deps().stream()
          .filter(d -> d.cell() != null && d.status().over())
          .forEach(d -> refilled.add(d.lock()));
    }
    Set<Dep> left =
        Dep.map(without(t.deps(), refilled), d -> cell != null && cell.equals(d.cell()) ? null : d);
    Path into = cell == null ? new Path(null, "...") : cell;
    store.trace(array, t.with(Dep.union(left, in(into, deps))).refilled(refilled));
    if (!deps.isEmpty() && isLent(array)) {
      lent.computeIfAbsent(array, a -> new LinkedHashMap<>()).putIfAbsent(into, at);
    }
  }

  /** The caller gets its arrays back, and what the method returns may tell of them. */
  void handedBack(TentativeStore store, Trace result) {
    for (VariableElement v : store.locals()) {
      if (isLent(v) && lent.containsKey(v)) {
        Set<Dep> left =
            Dep.map(store.trace(v).deps(), d -> d.cell() == null || tells(result, d) ? null : d);
        if (!left.isEmpty()) {
          Map<Path, Tree> written = lent.get(v);
          Tree first = written.values().iterator().next();
          findings.used(store, left, written.getOrDefault(Dep.worst(left).cell(), first));
        }
      }
    }
  }

  private static boolean tells(Trace result, Dep d) {
    Facts facts = result.facts();
    return result.stamps().contains(d.lock())
        || (facts.yes() == null && d.status() == Dep.Status.FAILED)
        || facts.mentions(p -> p.equals(d.lock()));
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.VariableElement;

/** How many elements an array has, where it is made with a number of them that is known. */
final class Sizes {
  private final Machine m;
  private final Map<Tree, Optional<Long>> known = new HashMap<>();
  private final Map<VariableElement, Optional<Long>> rows = new HashMap<>();

  Sizes(Machine m) {
    this.m = m;
  }

  /** What asking the array for its length gives. */
  Sym length(Sym array) {
    Long known = of(array);
    return known == null ? m.term("length", array, Sym.NULL) : Sym.number(known);
  }

  /** The number of elements, or null if it is not known. */
  private Long of(Sym array) {
    if (array instanceof Sym.Cell row) {
      Origin o = Origin.of(row.array());
      return o == null || row.array() instanceof Sym.Cell ? null : ofRows(o.field());
    }
    Tree made = null;
    if (array instanceof Sym.Site s) {
      made = s.at();
    } else if (array instanceof Sym.Field f && m.program.settled(f.field())) {
      made = m.program.onlyValue(f.field());
    }
    if (made != null && !known.containsKey(made)) {
      // It may be computed from the length of another array, or of this one.
      known.put(made, Optional.empty());
      known.put(made, made(made));
    }
    return made == null ? null : known.get(made).orElse(null);
  }

  /** The number of elements that each row has of the arrays in a field, or null. */
  private Long ofRows(VariableElement f) {
    if (!rows.containsKey(f)) {
      // One row may be as long as another.
      rows.put(f, Optional.empty());
      Set<Optional<Long>> all = new HashSet<>();
      for (ExpressionTree length : m.program.rows.lengths(f)) {
        all.add(constant(length));
      }
      rows.put(f, all.size() == 1 ? all.iterator().next() : Optional.empty());
    }
    return rows.get(f).orElse(null);
  }

  /** Whether the index is known to lie within the very array it is used on. */
  boolean within(World w, Value array, Value index) {
    return array.sym() != null
        && index.sym() != null
        && Bounds.below(w, index.sym(), length(array.sym()))
        && !(index.tentative() && Order.mayBeNegative(w, index.sym()));
  }

  private Optional<Long> made(Tree at) {
    Tree bare = at instanceof ExpressionTree e ? Env.strip(e) : at;
    if (!(bare instanceof NewArrayTree n)) {
      return Optional.empty();
    }
    return n.getInitializers() != null
        ? Optional.of((long) n.getInitializers().size())
        : constant(n.getDimensions().get(0));
  }

  private Optional<Long> constant(ExpressionTree t) {
    if (Env.calls(t)) {
      return Optional.empty();
    }
    Exits outer = m.exits;
    // What may be thrown was thrown when the array was made, and not here.
    m.exits = new Exits();
    m.quiet++;
    try {
      List<Out> outs = m.eval(t, new World());
      return !outs.isEmpty()
              && outs.get(0).value().sym() instanceof Sym.Const c
              && c.value() instanceof Long n
          ? Optional.of(n)
          : Optional.empty();
    } finally {
      m.quiet--;
      m.exits = outer;
    }
  }
}

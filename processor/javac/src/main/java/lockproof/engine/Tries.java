package lockproof.engine;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** {@code try}: resources closed in reverse, handlers by type, {@code finally} on every way out. */
final class Tries {
  private final Machine m;

  Tries(Machine m) {
    this.m = m;
  }

  Worlds exec(TryTree t, Worlds in) {
    if (t.getFinallyBlock() == null) {
      return handled(t, in);
    }
    m.handlers++;
    boolean[] counted = {true};
    try {
      return m.withEnding(
          () -> {
            Worlds out = handled(t, in);
            m.handlers--;
            counted[0] = false;
            return out;
          },
          (worlds, way) -> unwound(way, () -> finallyOn(t, worlds, way)),
          t);
    } finally {
      if (counted[0]) {
        m.handlers--;
      }
    }
  }

  /** What happens on the way out, perhaps because of an exception. */
  private Worlds unwound(Exits.Way way, java.util.function.Supplier<Worlds> ending) {
    boolean outer = m.unwinding;
    m.unwinding = outer || way != null && way.kind() == Exits.Kind.THROW;
    try {
      return ending.get();
    } finally {
      m.unwinding = outer;
    }
  }

  /** The result of a return survives the block, unless the block returns itself. */
  private Worlds finallyOn(TryTree t, Worlds worlds, Exits.Way way) {
    boolean outer = m.faulting;
    m.faulting =
        outer
            || (way != null && way.kind() == Exits.Kind.THROW && way.cause() == Exits.Cause.FAULT);
    try {
      return ended(t, worlds, way);
    } finally {
      m.faulting = outer;
    }
  }

  private Worlds ended(TryTree t, Worlds worlds, Exits.Way way) {
    Worlds out = new Worlds();
    for (World w : worlds) {
      Value result = w.result;
      Map<Tree, Set<Dep>> hazards = w.hazards;
      Worlds ended = m.statements.exec(t.getFinallyBlock(), Worlds.of(w));
      for (World x : ended) {
        if (way != null) {
          x.result = x.result.equals(result) ? result : x.result;
        }
        if (way == null || way.kind() != Exits.Kind.THROW) {
          x.hazards = hazards;
        }
        out.add(x, t, m.apart);
      }
    }
    return out;
  }

  private Worlds handled(TryTree t, Worlds in) {
    if (t.getCatches().isEmpty()) {
      return resources(t, 0, in);
    }
    Exits outer = m.exits;
    m.exits = new Exits();
    Exits inner = m.exits;
    m.handlers++;
    Worlds normal;
    try {
      normal = resources(t, 0, in);
    } finally {
      m.handlers--;
      m.exits = outer;
    }
    Worlds out = m.merge(normal, t);
    Map<CatchTree, Worlds> caught = new LinkedHashMap<>();
    inner.ways.forEach(
        (way, worlds) -> {
          if (way.kind() == Exits.Kind.THROW) {
            distribute(t, way, worlds, caught);
          } else {
            worlds.forEach(w -> m.leave(way, w, t));
          }
        });
    for (CatchTree c : t.getCatches()) {
      Worlds entering = caught.get(c);
      if (entering != null) {
        out.addAll(m.statements.exec(c.getBlock(), entering), t, m.apart);
      }
    }
    return out;
  }

  /**
   * Hands each exception to its handlers. What a call throws is not known: where a handler names
   * something that it may be, the author has thought of what torn data does to that call.
   */
  private void distribute(TryTree t, Exits.Way way, Worlds worlds, Map<CatchTree, Worlds> caught) {
    boolean foreseen = false;
    for (CatchTree c : t.getCatches()) {
      boolean call = way.cause() == Exits.Cause.CALL;
      int match = match(c, way.thrown());
      foreseen |= match == 1 && call;
      match = match == 0 && call && ofErrors(c) ? 1 : match;
      if (match > 0) {
        Worlds into = caught.computeIfAbsent(c, x -> new Worlds());
        for (World w : worlds) {
          World x = w.copy();
          x.hazards = Map.of();
          m.sets.caught(x, c);
          if (m.env.element(c.getParameter()) instanceof VariableElement v) {
            Value e = Value.of(m.site(c.getParameter()));
            x.facts.put(e.sym(), Fact.NONNULL);
            x.locals.put(v, e);
          }
          into.add(x, c, m.apart);
        }
      }
      if (match == 2) {
        return;
      }
    }
    for (World w : worlds) {
      if (foreseen) {
        w.hazards = Map.of();
      }
      m.leave(way, w, t);
    }
  }

  /** Whether the handler names an error: any call may throw one, but only handlers know of it. */
  private boolean ofErrors(CatchTree c) {
    TypeMirror error = m.env.elements.getTypeElement("java.lang.Error").asType();
    return types(c).stream()
        .map(m.env::type)
        .anyMatch(handled -> handled != null && m.env.types.isSubtype(handled, error));
  }

  private static List<? extends Tree> types(CatchTree c) {
    Tree type = c.getParameter().getType();
    return type instanceof UnionTypeTree u ? u.getTypeAlternatives() : List.of(type);
  }

  /** 2 if the handler always catches the type, 1 if perhaps, 0 if never. */
  private int match(CatchTree c, TypeMirror thrown) {
    int best = 0;
    for (Tree x : types(c)) {
      TypeMirror handled = m.env.type(x);
      if (handled == null) {
        return 1;
      }
      if (m.env.types.isSubtype(thrown, handled)) {
        return 2;
      }
      if (m.env.types.isSubtype(handled, thrown)) {
        best = 1;
      }
    }
    return best;
  }

  // ---- resources

  private Worlds resources(TryTree t, int i, Worlds in) {
    if (i >= t.getResources().size()) {
      return m.statements.exec(t.getBlock(), in);
    }
    Tree resource = t.getResources().get(i);
    Worlds out = new Worlds();
    for (World w : in) {
      for (Out o : opened(resource, w)) {
        Worlds body =
            m.withEnding(
                () -> resources(t, i + 1, Worlds.of(o.world())),
                (worlds, way) -> unwound(way, () -> closed(resource, o.value(), worlds)),
                t);
        out.addAll(body, t, m.apart);
      }
    }
    return out;
  }

  private List<Out> opened(Tree resource, World w) {
    if (resource instanceof VariableTree v) {
      List<Out> outs = new ArrayList<>();
      for (Out o : m.eval(v.getInitializer(), w)) {
        Value value = o.value().sym() == null ? new Value(m.site(v), o.value().deps()) : o.value();
        if (m.env.element(v) instanceof VariableElement e) {
          o.world().locals.put(e, value);
        }
        outs.add(new Out(o.world(), value));
      }
      return outs;
    }
    return m.eval((ExpressionTree) resource, w);
  }

  /** The implicit {@code close()}; it does not count as a call that throws. */
  private Worlds closed(Tree resource, Value value, Worlds worlds) {
    TypeMirror type =
        resource instanceof VariableTree v ? m.env.element(v).asType() : m.env.type(resource);
    ExecutableElement close = close(type);
    Worlds out = new Worlds();
    for (World w : worlds) {
      Value now = value;
      if (resource instanceof VariableTree v
          && m.env.element(v) instanceof VariableElement e
          && w.locals.containsKey(e)) {
        now = w.locals.get(e);
      }
      if (m.paths.isNull(w, now.sym()) == Boolean.TRUE || close == null) {
        out.add(w, resource, m.apart);
        continue;
      }
      w.facts.put(now.sym(), Fact.NONNULL);
      Call call =
          new Call(
              resource,
              close,
              m.env.contract(close),
              now,
              List.of(),
              List.of(),
              close.getReturnType());
      Value result = w.result;
      Exits outer = m.exits;
      m.exits = new Exits();
      try {
        for (Out o : m.calls.call(w, call)) {
          o.world().result = result;
          out.add(o.world(), resource, m.apart);
        }
      } finally {
        m.exits = outer;
      }
    }
    return out;
  }

  private ExecutableElement close(TypeMirror type) {
    TypeElement t = Env.declared(type);
    if (t == null) {
      return null;
    }
    return m.env.elements.getAllMembers(t).stream()
        .filter(
            e ->
                e instanceof ExecutableElement x
                    && x.getSimpleName().contentEquals("close")
                    && x.getParameters().isEmpty())
        .map(e -> (ExecutableElement) e)
        .findFirst()
        .orElse(null);
  }
}

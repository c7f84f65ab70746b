package lockproof.engine;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.VariableElement;

/** Switches of every form. */
final class Switches {
  private final Machine m;

  Switches(Machine m) {
    this.m = m;
  }

  /** Binds the variables of a pattern to parts of the value. */
  void bind(World w, Tree pattern, Value v) {
    List<VariableTree> bound = Children.bindings(pattern);
    for (VariableTree b : bound) {
      if (m.env.element(b) instanceof VariableElement e) {
        boolean whole = bound.size() == 1 && pattern.getKind().name().equals("BINDING_PATTERN");
        Value part = whole ? m.scopes.claimed(w, v, e.asType()) : new Value(m.site(b), v.deps());
        w.locals.put(e, part);
        if (part.sym() != null && Env.reference(e.asType())) {
          if (whole || v.tentative()) {
            w.facts.putIfAbsent(part.sym(), Fact.NONNULL);
          }
        }
      }
    }
  }

  Worlds statement(SwitchTree t, World w) {
    Worlds end = new Worlds();
    for (Out o : m.eval(t.getExpression(), w)) {
      Exits.Way out = Exits.Way.jump(Exits.Kind.BREAK, t);
      Set<Dep> path = o.world().path;
      Worlds through = cases(t, t.getCases(), o, false, out);
      end.addAll(through, t, m.apart);
      for (World x : m.exits.take(out)) {
        x.path = path;
        end.add(x, t, m.apart);
      }
    }
    return end;
  }

  List<Out> expression(SwitchExpressionTree t, World w) {
    m.statements.enterSwitchExpression(t);
    try {
      return outcomes(t, w);
    } finally {
      m.statements.leaveSwitchExpression();
    }
  }

  private List<Out> outcomes(SwitchExpressionTree t, World w) {
    List<Out> outs = new ArrayList<>();
    for (Out o : m.eval(t.getExpression(), w)) {
      Exits.Way out = Exits.Way.jump(Exits.Kind.YIELD, t);
      Set<Dep> path = o.world().path;
      Set<Dep> by = Paths.tentative(o.value().deps());
      Value outer = o.world().result;
      cases(t, t.getCases(), o, true, out);
      for (World x : m.exits.take(out)) {
        Value v = x.result.with(by);
        x.result = outer;
        x.path = path;
        outs.add(new Out(x, v));
      }
    }
    return outs;
  }

  private Worlds cases(
      Tree at, List<? extends CaseTree> cases, Out selector, boolean expression, Exits.Way out) {
    World left = selector.world();
    Worlds falling = new Worlds();
    boolean exhaustive = expression;
    CaseTree defaultCase = null;
    for (CaseTree c : cases) {
      List<Children.Label> labels = Children.labels(c);
      boolean isDefault = labels.stream().anyMatch(Children.Label::isDefault) || labels.isEmpty();
      exhaustive |= isDefault || labels.stream().anyMatch(l -> l.constant() == null);
      World in = null;
      if (left != null) {
        if (isDefault) {
          defaultCase = c;
          in = otherwise(left.copy(), cases, selector.value());
        } else {
          in = enter(left.copy(), labels, selector.value());
          left = refuse(left, labels, Children.guard(c), selector.value());
        }
      }
      Worlds entered = new Worlds();
      if (in != null) {
        in.path = Value.union(in.path, Paths.tentative(selector.value().deps()));
        guarded(in, Children.guard(c), entered, at);
      }
      if (c.getCaseKind() == CaseTree.CaseKind.RULE) {
        rule(c, entered, expression, out, at);
      } else {
        for (World x : entered) {
          falling.add(x, at, m.apart);
        }
        falling = m.statements.block(c.getStatements(), falling);
      }
    }
    if (!exhaustive && left != null && defaultCase == null) {
      falling.add(left, at, m.apart);
    }
    return falling;
  }

  private void rule(CaseTree c, Worlds entered, boolean expression, Exits.Way out, Tree at) {
    Tree body = c.getBody();
    if (body instanceof ExpressionTree e) {
      for (World x : entered) {
        for (Out o : m.eval(e, x)) {
          if (expression) {
            o.world().result = o.value();
          }
          m.leave(out, o.world(), at);
        }
      }
      return;
    }
    for (World x : m.statements.exec((StatementTree) body, entered)) {
      if (!expression) {
        m.leave(out, x, at);
      }
    }
  }

  private void guarded(World in, ExpressionTree guard, Worlds into, Tree at) {
    if (guard == null) {
      into.add(in, at, m.apart);
      return;
    }
    for (Out g : m.eval(guard, in)) {
      World yes = m.paths.assume(g.world(), g.value(), true);
      if (yes != null) {
        into.add(yes, at, m.apart);
      }
    }
  }

  private World enter(World w, List<Children.Label> labels, Value selector) {
    boolean none =
        labels.stream()
            .allMatch(
                l ->
                    l.constant() != null
                        && Sym.FALSE.equals(equal(w, selector, l.constant()).sym()));
    if (none && !labels.isEmpty()) {
      return null;
    }
    World in = w;
    for (Children.Label l : labels) {
      if (l.constant() == null) {
        bind(in, l.tree(), selector);
      } else if (labels.size() == 1) {
        Value equal = equal(in, selector, l.constant());
        if (equal.sym() != null) {
          in = m.paths.assume(in, equal, true);
          if (in == null) {
            return null;
          }
        }
      }
    }
    return in;
  }

  private World refuse(World w, List<Children.Label> labels, ExpressionTree guard, Value selector) {
    World out = w;
    for (Children.Label l : labels) {
      if (l.constant() != null && guard == null) {
        Value equal = equal(out, selector, l.constant());
        if (equal.sym() != null) {
          out = m.paths.assume(out, equal, false);
          if (out == null) {
            return null;
          }
        }
      }
    }
    return out;
  }

  private World otherwise(World w, List<? extends CaseTree> cases, Value selector) {
    World out = w;
    for (CaseTree c : cases) {
      out = out == null ? null : refuse(out, Children.labels(c), Children.guard(c), selector);
    }
    return out;
  }

  private Value equal(World w, Value selector, ExpressionTree constant) {
    if (selector.sym() == null) {
      return Value.UNKNOWN;
    }
    Sym c = null;
    if (m.env.element(constant) instanceof VariableElement v && Env.isField(v)) {
      c =
          v.getConstantValue() != null
              ? Expressions.constant(v.getConstantValue())
              : new Sym.Field(null, v);
    } else if (constant.getKind().name().endsWith("LITERAL")) {
      c = Expressions.constant(((com.sun.source.tree.LiteralTree) constant).getValue());
    }
    if (c == null) {
      return Value.UNKNOWN;
    }
    if (c.equals(selector.sym())) {
      return Value.of(Sym.TRUE);
    }
    if (c instanceof Sym.Const && selector.sym() instanceof Sym.Const
        || Operators.enumerated(c) && Operators.enumerated(selector.sym())) {
      return Value.of(Sym.FALSE);
    }
    Sym term = m.term("==", selector.sym(), c);
    return new Value(term, Set.of());
  }
}

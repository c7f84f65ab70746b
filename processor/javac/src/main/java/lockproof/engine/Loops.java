package lockproof.engine;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;

/** Loops: passes in silence to a fixed point, then one pass that speaks. */
final class Loops {
  private static final int PASSES = 16;

  /** Up to here counters keep their value from pass to pass. */
  private static final long UNROLLED = 2;

  private final Machine m;
  private final Statements statements;

  private final Endless endless;
  private final Retries retries;

  Loops(Machine m, Statements statements) {
    this.m = m;
    this.endless = new Endless(m);
    this.retries = new Retries(m);
    this.statements = statements;
  }

  /** The parts of a loop of any kind. */
  record Parts(
      Tree tree,
      ExpressionTree condition,
      boolean testFirst,
      StatementTree body,
      List<? extends StatementTree> update,
      EnhancedForLoopTree each) {}

  Worlds exec(StatementTree t, Worlds in) {
    if (t instanceof WhileLoopTree l) {
      return run(new Parts(t, l.getCondition(), true, l.getStatement(), List.of(), null), in);
    }
    if (t instanceof DoWhileLoopTree l) {
      return run(new Parts(t, l.getCondition(), false, l.getStatement(), List.of(), null), in);
    }
    if (t instanceof ForLoopTree l) {
      Worlds started = statements.block(l.getInitializer(), in);
      return run(
          new Parts(t, l.getCondition(), true, l.getStatement(), l.getUpdate(), null), started);
    }
    EnhancedForLoopTree l = (EnhancedForLoopTree) t;
    Worlds end = new Worlds();
    for (World w : in) {
      for (Out o : m.eval(l.getExpression(), w)) {
        Value source =
            o.value().sym() == null
                ? new Value(m.site(l.getExpression()), o.value().deps())
                : o.value();
        begin(o.world(), source, l);
        o.world().facts.put(unentered(l), Fact.TRUE);
        sources.put(l, source);
        Worlds each = Worlds.of(o.world());
        end.addAll(run(new Parts(t, null, true, l.getStatement(), List.of(), l), each), t, m.apart);
      }
    }
    return end;
  }

  private final java.util.Map<Tree, Value> sources = new IdentityHashMap<>();

  private static boolean array(TypeMirror t) {
    return t != null && t.getKind() == TypeKind.ARRAY;
  }

  /** Iteration begins: of a collection by an iterator, which may throw if the content is torn. */
  private void begin(World w, Value source, EnhancedForLoopTree l) {
    m.paths.dereference(w, source, l.getExpression(), false);
    m.scopes.use(w, source, l.getExpression());
    if (array(m.env.type(l.getExpression()))) {
      return;
    }
    Set<Dep> content = m.memory.contentRead(w, source, l.getExpression());
    m.raise(w, l.getExpression(), Paths.tentative(Value.union(content, source.deps())));
  }

  private Worlds run(Parts p, Worlds in) {
    if (in.isEmpty()) {
      return in;
    }
    Set<Dep> path = new LinkedHashSet<>();
    for (World w : in) {
      path.addAll(w.path);
      w.futile = null;
    }
    Worlds head = in.copy();
    boolean again = false;
    m.enterLoop();
    try {
      Exits outer = m.exits;
      m.quiet++;
      try {
        Worlds fresh = head.copy();
        for (int i = 0; i < PASSES && !fresh.isEmpty(); i++) {
          m.exits = new Exits();
          Set<World> changed = Collections.newSetFromMap(new IdentityHashMap<>());
          for (World w : pass(p, fresh, new Worlds(), path, true)) {
            again = true;
            m.age(w, p.tree());
            counters(p, w);
            World there = head.add(w, p.tree(), Machine.TOGETHER);
            if (there != null) {
              changed.add(there);
            }
          }
          fresh = head.copy(changed::contains);
        }
      } finally {
        m.quiet--;
        m.exits = outer;
      }
      Worlds out = new Worlds();
      int once = again ? 0 : 1;
      m.loops -= once;
      pass(p, head.copy(), out, path, false);
      m.loops += once;
      out = m.merge(out, p.tree());
      Worlds broken = m.exits.take(Exits.Way.jump(Exits.Kind.BREAK, p.tree()));
      forget(p, broken);
      out.addAll(broken, p.tree(), m.apart);
      if (gathers.computeIfAbsent(p.tree(), t -> gathers(p))) {
        out.forEach(w -> w.blurred = true);
      }
      return out;
    } finally {
      m.leaveLoop();
    }
  }

  private final java.util.Map<Tree, Boolean> gathers = new java.util.IdentityHashMap<>();

  /** Whether the loop takes one lock after the other and gives none back: how many is unknown. */
  private boolean gathers(Parts p) {
    boolean[] found = {false};
    Set<VariableElement> walked = m.locals.assigned(p.tree());
    if (p.each() != null && m.env.element(p.each().getVariable()) instanceof VariableElement v) {
      walked.add(v);
    }
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void x) {
        if (m.env.element(t.getMethodSelect()) instanceof ExecutableElement e) {
          Contract c = m.env.contract(e);
          found[0] |=
              c.has("Acquires")
                  && m.locals.mentioned(t.getMethodSelect()).stream().anyMatch(walked::contains);
        }
        return super.visitMethodInvocation(t, x);
      }
    }.scan(p.body(), null);
    return found[0] && !releases(p.body()) && releases(m.frame.body());
  }

  private boolean releases(Tree body) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void x) {
        found[0] |=
            m.env.element(t.getMethodSelect()) instanceof ExecutableElement e
                && m.env.contract(e).has("Releases");
        return super.visitMethodInvocation(t, x);
      }
    }.scan(body, null);
    return found[0];
  }

  /** After a few passes counters have no known value any more. */
  private void counters(Parts p, World w) {
    for (VariableElement v : m.locals.counted(p.tree())) {
      Value old = w.locals.get(v);
      if (old != null && unknown(old.sym())) {
        Sym.Phi phi = new Sym.Phi(p.tree(), v);
        m.note(phi);
        List<Bounds.Bound> kept = Bounds.keptBy(w, v);
        w.locals.put(v, new Value(phi, old.deps()));
        Bounds.state(w, kept);
      }
    }
  }

  /** Whether a counter has gone further than it is followed. */
  private static boolean unknown(Sym counter) {
    return counter instanceof Sym.Term
        || (counter instanceof Sym.Const c
            && c.value() instanceof Long n
            && Math.abs(n) > UNROLLED);
  }

  /** One pass: the worlds that go round again are returned, those that leave are added to out. */
  private Worlds pass(Parts p, Worlds head, Worlds out, Set<Dep> path, boolean again) {
    Worlds now = p.testFirst() ? test(p, head, out, path, !again) : head;
    if (p.each() != null) {
      now = element(p.each(), now, out);
    }
    Worlds end = m.merge(statements.exec(p.body(), now), p.tree());
    end.addAll(m.exits.take(Exits.Way.jump(Exits.Kind.CONTINUE, p.tree())), p.tree(), m.apart);
    Worlds updated = statements.block(p.update(), end);
    if (!again) {
      hazard(p, updated);
    }
    if (!p.testFirst()) {
      updated = test(p, updated, out, path, !again);
    }
    if (!again) {
      retries.futile(p, updated);
    }
    forget(p, updated);
    for (World w : updated) {
      w.futile = null;
      w.path = Statements.restore(w.path, path);
    }
    return updated;
  }

  /** Variables of the body end with each pass. */
  private void forget(Parts p, Worlds worlds) {
    Set<VariableElement> inside =
        declared.computeIfAbsent(
            p.body(),
            t -> {
              Set<VariableElement> all = new LinkedHashSet<>();
              new TreeScanner<Void, Void>() {
                @Override
                public Void visitVariable(VariableTree v, Void x) {
                  if (m.env.element(v) instanceof VariableElement e) {
                    all.add(e);
                  }
                  return super.visitVariable(v, x);
                }
              }.scan(t, null);
              return all;
            });
    for (World w : worlds) {
      w.locals.keySet().removeAll(inside);
    }
  }

  private final java.util.Map<Tree, Set<VariableElement>> declared =
      new java.util.IdentityHashMap<>();

  private Worlds test(Parts p, Worlds in, Worlds out, Set<Dep> path, boolean last) {
    if (p.condition() == null) {
      if (p.each() != null) {
        for (World w : in) {
          World x = ended(p.each(), w.copy());
          if (x != null) {
            out.add(x, p.tree(), m.apart);
          }
        }
      }
      return in;
    }
    Worlds on = new Worlds();
    for (World w : in) {
      for (Out c : m.eval(p.condition(), w)) {
        Set<Dep> by = Paths.tentative(c.value().deps());
        World yes = m.paths.assume(c.world().copy(), c.value(), true);
        World no = m.paths.assume(c.world(), c.value(), false);
        if (yes != null) {
          on.add(yes, p.tree(), m.apart);
        }
        if (no != null) {
          no.path = Statements.restore(no.path, path);
          statements.implied(no, by.isEmpty() ? Set.of() : m.locals.assigned(p.tree()), by);
          out.add(no, p.tree(), m.apart);
        }
      }
    }
    return on;
  }

  /** That no element was looked at so far. */
  private Sym unentered(EnhancedForLoopTree l) {
    return new Sym.Term("unentered", m.site(l), Sym.NULL);
  }

  /** The world in which there are no more elements; where there was none, there are none at all. */
  private World ended(EnhancedForLoopTree l, World w) {
    return w.facts.remove(unentered(l)) == null ? w : m.paths.assume(w, some(l), false);
  }

  /** That there is something to go through. */
  private Value some(EnhancedForLoopTree l) {
    Sym source = sources.get(l).sym();
    if (!array(m.env.type(l.getExpression()))) {
      return Value.of(Memory.some(source));
    }
    Sym length = m.sizes.length(source);
    return length instanceof Sym.Const
        ? Value.of(Sym.truth(!length.equals(Sym.ZERO)))
        : length == null ? Value.UNKNOWN : Value.of(new Sym.Term("<", Sym.ZERO, length));
  }

  private Worlds element(EnhancedForLoopTree l, Worlds in, Worlds out) {
    Worlds bound = new Worlds();
    Value source = sources.get(l);
    for (World w : in) {
      if (w.facts.remove(unentered(l)) != null && m.paths.assume(w, some(l), true) == null) {
        continue;
      }
      VariableElement v = (VariableElement) m.env.element(l.getVariable());
      Value e;
      if (array(m.env.type(l.getExpression()))) {
        e = m.memory.element(w, source, Value.of(m.site(l.getVariable())), l.getVariable());
      } else {
        Set<Dep> deps =
            Value.union(source.deps(), m.memory.contentRead(w, source, l.getExpression()));
        deps = Value.union(deps, m.memory.contentDeps(w, source));
        e = new Value(m.site(l.getVariable()), deps);
      }
      if (v != null) {
        w.locals.put(v, e);
      }
      bound.add(w, l, m.apart);
    }
    return bound;
  }

  // ---- loops that torn data may keep going

  /** A walk along racy references has no end that anyone has promised. */
  private void hazard(Parts p, Worlds back) {
    if (p.condition() == null || back.isEmpty() || validatesInside(p.tree())) {
      return;
    }
    Set<VariableElement> asked = m.locals.mentioned(p.condition());
    Set<VariableElement> walked = m.locals.assigned(p.tree());
    boolean limited = endless.limited(p.tree(), p.condition(), m.locals.counted(p.tree()));
    for (World w : back) {
      Set<Dep> forever = endless.of(p.tree(), p.condition(), w, asked, walked);
      if (!forever.isEmpty()) {
        m.uses.hazard(w, p.condition(), forever);
        return;
      }
      for (VariableElement v : asked) {
        Value value = w.locals.get(v);
        if (walked.contains(v)
            && !limited
            && value != null
            && value.tentative()
            && (value.sym() instanceof Sym.Read
                || value.sym() instanceof Sym.Prev
                || (value.sym() instanceof Sym.Phi || Sym.unlessNull(value.sym()) != null)
                    && endless.follows(p.tree(), v))
            && Env.reference(v.asType())) {
          m.uses.hazard(w, p.condition(), value.deps());
          return;
        }
      }
    }
  }

  private boolean validatesInside(Tree loop) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void x) {
        if (m.env.element(t.getMethodSelect()) instanceof ExecutableElement e) {
          Contract c = m.env.contract(e);
          found[0] |= c.has("Validates") || c.has("Converts");
          Body b = m.program.inline(e);
          found[0] |= b != null && b.locking;
        }
        return super.visitMethodInvocation(t, x);
      }
    }.scan(loop, null);
    return found[0];
  }
}

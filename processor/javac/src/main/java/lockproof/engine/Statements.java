package lockproof.engine;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import lockproof.contract.Mode;
import lockproof.contract.Outcome;

/** Executes statements: worlds in, worlds out; jumps are left with the machine. */
final class Statements {
  private final Machine m;
  private final Loops loops;
  private final Tries tries;
  private final Deque<Tree> breakable = new ArrayDeque<>();
  private final Deque<Tree> loopTargets = new ArrayDeque<>();
  private final Deque<Tree> yields = new ArrayDeque<>();
  private final Map<Name, Tree> labels = new HashMap<>();

  Statements(Machine m) {
    this.m = m;
    this.loops = new Loops(m, this);
    this.tries = new Tries(m);
  }

  void begin() {
    breakable.clear();
    loopTargets.clear();
    yields.clear();
    labels.clear();
  }

  Worlds block(List<? extends StatementTree> statements, Worlds in) {
    Worlds now = in;
    for (StatementTree s : statements) {
      if (now.isEmpty()) {
        return now;
      }
      now = exec(s, now);
    }
    return now;
  }

  Worlds exec(StatementTree t, Worlds in) {
    if (in.isEmpty() || t == null) {
      return in;
    }
    m.step();
    return switch (t.getKind()) {
      case BLOCK -> block(((BlockTree) t).getStatements(), in);
      case VARIABLE -> each(in, t, w -> variable((VariableTree) t, w));
      case EXPRESSION_STATEMENT -> each(in, t, w -> expression((ExpressionStatementTree) t, w));
      case IF -> each(in, t, w -> conditional((IfTree) t, w));
      case WHILE_LOOP, DO_WHILE_LOOP, FOR_LOOP, ENHANCED_FOR_LOOP -> loop(t, in);
      case LABELED_STATEMENT -> labelled((LabeledStatementTree) t, in);
      case SWITCH -> switched((SwitchTree) t, in);
      case RETURN -> each(in, t, w -> returns((ReturnTree) t, w));
      case BREAK -> jump(in, t, ((BreakTree) t).getLabel(), Exits.Kind.BREAK, breakable);
      case CONTINUE -> jump(in, t, ((ContinueTree) t).getLabel(), Exits.Kind.CONTINUE, loopTargets);
      case YIELD -> each(in, t, w -> yields((YieldTree) t, w));
      case THROW -> each(in, t, w -> throwing((ThrowTree) t, w));
      case TRY -> tries.exec((TryTree) t, in);
      case SYNCHRONIZED -> each(in, t, w -> synchronizedOn((SynchronizedTree) t, w));
      case ASSERT -> each(in, t, w -> asserted((AssertTree) t, w));
      case EMPTY_STATEMENT, CLASS, INTERFACE, ENUM, RECORD -> in;
      default -> throw new Unsupported("statement " + t.getKind());
    };
  }

  interface Step {
    Worlds run(World w);
  }

  private Worlds each(Worlds in, Tree t, Step step) {
    Worlds out = new Worlds();
    for (World w : in) {
      Set<Sym> scopes = w.scopes.isEmpty() ? Set.of() : new LinkedHashSet<>(w.scopes.keySet());
      for (World x : step.run(w)) {
        m.carries(x);
        m.scopes.dropUnreachable(x, scopes);
        out.add(x, t, m.apart);
      }
    }
    return out;
  }

  private Worlds worlds(List<Out> outs, Tree at) {
    Worlds all = new Worlds();
    for (Out o : outs) {
      all.add(o.world(), at, m.apart);
    }
    return all;
  }

  // ---- simple statements

  private Worlds variable(VariableTree t, World w) {
    if (!(m.env.element(t) instanceof VariableElement v)) {
      throw new Unsupported("declaration " + t.getName());
    }
    m.sets.classes().written(v.asType(), t);
    if (t.getInitializer() == null) {
      w.locals.remove(v);
      return Worlds.of(w);
    }
    Worlds all = new Worlds();
    for (Out o : initial(t, v, w)) {
      m.expressions.assignments().unboxed(o.world(), o.value(), t.getInitializer(), v.asType());
      m.paths.asked(o.world(), o.value());
      o.world().locals.put(v, named(o.value(), t));
      all.add(o.world(), t, m.apart);
    }
    return all;
  }

  private List<Out> initial(VariableTree t, VariableElement v, World w) {
    boolean waives = !v.getAnnotationMirrors().isEmpty() && Env.unguarded(v);
    m.waived += waives ? 1 : 0;
    try {
      return m.eval(t.getInitializer(), w);
    } finally {
      m.waived -= waives ? 1 : 0;
    }
  }

  private Value named(Value v, Tree at) {
    return v.sym() == null ? new Value(m.site(at), v.deps()) : v;
  }

  private Worlds expression(ExpressionStatementTree t, World w) {
    ExpressionTree e = Env.strip(t.getExpression());
    m.sets.answers().discards(e);
    List<Out> outs = m.eval(e, w);
    if (e instanceof MethodInvocationTree call) {
      return discarded(call, outs);
    }
    return worlds(outs, t);
  }

  /** A call whose result nobody looks at. */
  private Worlds discarded(MethodInvocationTree t, List<Out> outs) {
    ExecutableElement method = m.env.method(t.getMethodSelect());
    Contract c = m.env.contract(method);
    Outcome on =
        c.mark("Acquires").map(a -> a.constant("on", Outcome.ALWAYS)).orElse(Outcome.ALWAYS);
    boolean stamped =
        method.getReturnType().getKind() == TypeKind.LONG
            && (c.has("Acquires") || c.has("Converts"));
    if (on != Outcome.ALWAYS && c.has("Acquires")) {
      boolean reported = false;
      Worlds all = new Worlds();
      for (Out o : outs) {
        Sym s = o.value().sym();
        if (Sym.FALSE.equals(s) || Sym.ZERO.equals(s) || Sym.NULL.equals(s)) {
          if (!reported && !m.env.marked(m.env.type(t), "GuardType")) {
            m.emit(() -> new Event.Dropped(m.here(t), Names.text(t), true, false));
            reported = true;
          }
          continue;
        }
        if (stamped) {
          forgetHold(o.world(), s);
        }
        o.world()
            .holds
            .replaceAll((k, h) -> h.at() == t && h.held() ? Hold.byCaller(h.mode(), t) : h);
        all.add(o.world(), t, m.apart);
      }
      return all;
    }
    boolean answers = method.getReturnType().getKind() == TypeKind.BOOLEAN && outs.size() > 1;
    if (c.has("HeldIf") && c.mark("HeldIf").get().attributes().containsKey("value")) {
      m.emit(() -> new Event.Dropped(m.here(t), Names.text(t), true, false));
      return worlds(outs.stream().filter(o -> !Sym.FALSE.equals(o.value().sym())).toList(), t);
    }
    if (c.has("Validates") || (answers && m.env.functional(Env.typeOf(method)))) {
      return unasked(outs, t);
    }
    if (stamped && c.has("Acquires")) {
      boolean optimistic = c.mark("Acquires").get().constant("mode", Mode.ANY) == Mode.OPTIMISTIC;
      if (optimistic) {
        m.emit(
            () ->
                new Event.StampMisused(
                    m.here(t), Event.StampProblem.DISCARDED, Names.text(t), Names.text(t), null));
        outs.forEach(o -> forgetHold(o.world(), o.value().sym()));
      } else {
        m.endings().withoutStamp(t, new Event.Dropped(m.here(t), Names.text(t), false, false));
      }
    }
    return worlds(outs, t);
  }

  /** A validation whose answer nobody asks for proves nothing. */
  private Worlds unasked(List<Out> outs, Tree at) {
    Worlds all = new Worlds();
    for (Out o : outs) {
      if (outs.size() == 1 || !Sym.TRUE.equals(o.value().sym())) {
        o.world()
            .sections
            .replaceAll(
                (k, s) ->
                    s.state() == Section.State.SPOILED && !s.over() ? s.to(Section.State.OPEN) : s);
        all.add(o.world(), at, m.apart);
        break;
      }
    }
    return all;
  }

  private static void forgetHold(World w, Sym stamp) {
    w.holds.replaceAll(
        (k, h) -> stamp != null && stamp.equals(h.stamp()) ? Hold.byCaller(h.mode(), h.at()) : h);
    w.sections.remove(stamp);
  }

  private Worlds conditional(IfTree t, World w) {
    Worlds end = new Worlds();
    for (Forks.Fork f : m.expressions.forks().of(t.getCondition(), w)) {
      Worlds then = f.yes() == null ? new Worlds() : exec(t.getThenStatement(), Worlds.of(f.yes()));
      Worlds other = f.no() == null ? new Worlds() : exec(t.getElseStatement(), Worlds.of(f.no()));
      boolean both = !then.isEmpty() && !other.isEmpty();
      Set<VariableElement> assigned =
          f.torn() || !f.sound().isEmpty() ? m.locals.assigned(t) : Set.of();
      for (Worlds branch : List.of(then, other)) {
        for (World x : branch) {
          if (both) {
            x.path = restore(x.path, f.path());
          }
          implied(x, assigned, branch == then ? f.ifSo() : f.ifNot());
          for (VariableElement v : assigned) {
            x.locals.computeIfPresent(v, (k, old) -> old.with(f.sound()));
          }
          end.add(x, t, m.apart);
        }
      }
    }
    return end;
  }

  /** The path as it was before a branch, less what has been validated since. */
  static Set<Dep> restore(Set<Dep> now, Set<Dep> before) {
    Set<Dep> kept = new LinkedHashSet<>(before);
    kept.removeIf(d -> d.kind() == Dep.Kind.TENTATIVE && !now.contains(d));
    return kept;
  }

  /** What was assigned under a tentative condition depends on it, while it is unsettled. */
  void implied(World w, Set<VariableElement> assigned, Set<Dep> by) {
    if (by.isEmpty()) {
      return;
    }
    Set<Dep> open = new LinkedHashSet<>(by);
    open.removeIf(
        d ->
            !w.sections.containsKey(d.region())
                || w.sections.get(d.region()).state() == Section.State.SETTLED
                || w.sections.get(d.region()).over());
    for (VariableElement v : assigned) {
      w.locals.computeIfPresent(v, (k, old) -> stamp(w, old.sym()) ? old : old.with(open));
    }
  }

  /** Whether the value says what is held, or what is watched: it is no datum. */
  private static boolean stamp(World w, Sym s) {
    return s != null && (w.sections.containsKey(s) || w.heldWith(s));
  }

  /**
   * What an assertion says is taken for a fact, but it validates nothing: it may be switched off.
   */
  private Worlds asserted(AssertTree t, World w) {
    Worlds all = new Worlds();
    World before = w.copy();
    for (Out o : m.eval(t.getCondition(), w)) {
      if (!before.sections.equals(o.world().sections)) {
        return Worlds.of(before);
      }
      World yes = m.paths.assume(o.world(), new Value(o.value().sym(), Set.of()), true);
      if (yes != null) {
        all.add(yes, t, m.apart);
      }
    }
    return all;
  }

  // ---- jumps

  private Worlds returns(ReturnTree t, World w) {
    if (t.getExpression() == null) {
      m.endings().leaves(w, Value.UNKNOWN, t, true);
      m.leave(Exits.Way.RETURN, w, m.frame.body());
      return new Worlds();
    }
    Set<Sym> scopes = new LinkedHashSet<>(w.scopes.keySet());
    for (Out o : m.eval(t.getExpression(), w)) {
      o.world().result = named(o.value(), t);
      m.scopes.dropUnreachable(o.world(), scopes);
      m.endings().leaves(o.world(), o.world().result, t.getExpression(), false);
      m.leave(Exits.Way.RETURN, o.world(), m.frame.body());
    }
    return new Worlds();
  }

  private Worlds yields(YieldTree t, World w) {
    for (Out o : m.eval(t.getValue(), w)) {
      o.world().result = o.value();
      m.leave(Exits.Way.jump(Exits.Kind.YIELD, yields.peek()), o.world(), t);
    }
    return new Worlds();
  }

  private Worlds jump(Worlds in, Tree t, Name label, Exits.Kind kind, Deque<Tree> targets) {
    Tree target = label == null ? targets.peek() : labels.get(label);
    for (World w : in) {
      m.leave(Exits.Way.jump(kind, target), w, t);
    }
    return new Worlds();
  }

  private Worlds throwing(ThrowTree t, World w) {
    TypeMirror type = m.env.type(t.getExpression());
    for (Out o : m.eval(t.getExpression(), w)) {
      World x = o.world();
      Set<Dep> torn =
          Value.union(Paths.tentative(x.path), Paths.tentative(m.memory.contentDeps(x, o.value())));
      if (!torn.isEmpty()) {
        Machine.hazard(x, own(torn) ? t : m.cause(t).tree(), torn);
      }
      m.leave(Exits.Way.thrown(type, Exits.Cause.THROW), x, t);
    }
    return new Worlds();
  }

  /** Whether nobody but the body at hand has to do with where the values were read. */
  private boolean own(Set<Dep> torn) {
    return m.frame.caller() == null
        || torn.stream().allMatch(d -> d.region() instanceof Sym.Site s && s.call() == m.frame);
  }

  // ---- compound statements

  private Worlds loop(StatementTree t, Worlds in) {
    breakable.push(t);
    loopTargets.push(t);
    try {
      return loops.exec(t, in);
    } finally {
      breakable.pop();
      loopTargets.pop();
    }
  }

  private Worlds labelled(LabeledStatementTree t, Worlds in) {
    StatementTree body = t.getStatement();
    Tree old = labels.put(t.getLabel(), body);
    Worlds out = exec(body, in);
    boolean takesBreaks =
        body instanceof WhileLoopTree
            || body instanceof DoWhileLoopTree
            || body instanceof ForLoopTree
            || body instanceof EnhancedForLoopTree
            || body instanceof SwitchTree;
    if (!takesBreaks) {
      out = m.merge(out, t);
      out.addAll(m.exits.take(Exits.Way.jump(Exits.Kind.BREAK, body)), t, m.apart);
    }
    if (old == null) {
      labels.remove(t.getLabel());
    } else {
      labels.put(t.getLabel(), old);
    }
    return out;
  }

  private Worlds switched(SwitchTree t, Worlds in) {
    breakable.push(t);
    try {
      return each(in, t, w -> m.expressions.switches().statement(t, w));
    } finally {
      breakable.pop();
    }
  }

  void enterSwitchExpression(SwitchExpressionTree t) {
    yields.push(t);
  }

  void leaveSwitchExpression() {
    yields.pop();
  }

  private Worlds synchronizedOn(SynchronizedTree t, World w) {
    Worlds all = new Worlds();
    ExpressionTree e = Env.strip(t.getExpression());
    TypeMirror type = m.env.type(e);
    if (m.env.marked(type, "LockType") || m.env.marked(type, "LockCondition")) {
      m.emit(() -> new Event.MonitorOfLock(m.here(e), Names.text(e), "synchronized"));
    } else if (e instanceof NewClassTree) {
      m.emit(() -> new Event.MonitorOfLock(m.here(e), Names.text(e), "new"));
    }
    for (Out o : m.eval(e, w)) {
      Sym object = o.value().sym() == null ? m.site(e) : o.value().sym();
      m.paths.dereference(o.world(), o.value(), e, false);
      Sym monitor = new Sym.Monitor(object);
      m.atomics.entered(o.world(), monitor, e);
      m.holds.acquire(o.world(), monitor, Mode.EXCLUSIVE, null, true, false, e);
      Worlds body =
          m.withEnding(
              () -> exec(t.getBlock(), Worlds.of(o.world())),
              (out, way) -> {
                out.forEach(x -> m.holds.release(x, monitor, Mode.EXCLUSIVE, null, e));
                return out;
              },
              t);
      all.addAll(body, t, m.apart);
    }
    return all;
  }
}

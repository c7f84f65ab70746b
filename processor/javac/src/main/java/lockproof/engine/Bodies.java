package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Mode;

/** Interprets the body of a method of the same top-level class at a call of it. */
final class Bodies {
  /** How deep calls are followed, where that does not take too long. */
  static final int DEPTH = 4;

  private final Machine m;

  private record Activation(Frame caller, Tree call, Tree body, Sym self) {}

  private final Map<Activation, Frame> frames = new HashMap<>();

  Bodies(Machine m) {
    this.m = m;
  }

  void begin() {
    frames.clear();
  }

  /** The body to interpret, or null if the call is to be taken as unknown. */
  Body at(World w, Call call) {
    Body b = m.program.inline(call.method());
    if (b == null) {
      return null;
    }
    if ((m.frame.depth() >= m.reach && !leaf(b)) || m.frame.runs(b.tree)) {
      w.blurred |= b.locking && !keeps(call) && !m.summaries.of(b).neutral();
      return null;
    }
    return matters(w, call, b) ? b : null;
  }

  /** A call of a method: its body is interpreted where that matters; null if it is unknown. */
  List<Out> call(World w, Call call) {
    Body b = m.program.inline(call.method());
    if (b == null || call.method().getKind() != ElementKind.METHOD) {
      return null;
    }
    if (nothingAtStake(w, call) && !gives(b) && !changesShared(call, b)) {
      Summary summary = locks(b) ? m.summaries.of(b) : Summary.NOTHING;
      if (summary.neutral()) {
        return skip(w, call, b, summary);
      }
    }
    Body body = at(w, call);
    return body == null
        ? null
        : m.contexts.within(w, call.contract().all("RequiresContext"), () -> enter(w, call, body));
  }

  /** Nothing is live here, and nothing that is passed depends on anything. */
  private boolean nothingAtStake(World w, Call call) {
    return !w.live()
        && w.path.isEmpty()
        && w.contexts.isEmpty()
        && !m.marked.givenTorn()
        && idle(w, call.receiver())
        && call.args().stream().allMatch(a -> idle(w, a) && !m.holds.attempted(a.sym()))
        && call.method().getParameters().stream().noneMatch(p -> m.env.threadSafe(p.asType()))
        && w.heap.values().stream().allMatch(v -> v.deps().isEmpty());
  }

  private boolean idle(World w, Value v) {
    return v.deps().isEmpty() && !closure(v) && (v.sym() == null || !w.fresh.contains(v.sym()));
  }

  /** Whether a closure goes to a body that is being judged: what it keeps is seen there. */
  boolean keepsNothing(Call call, Value v) {
    Body b = closure(v) ? m.program.inline(call.method()) : null;
    return b != null && m.frame.runs(b.tree);
  }

  /** A closure that is known here, or that the judged method has promised to run in place. */
  private boolean closure(Value v) {
    return v.sym() instanceof Sym.Closure || m.closures.captures().promised(v);
  }

  /** Whether the body may change the content of a field that it is given. */
  private boolean changesShared(Call call, Body b) {
    return b.changesGiven && call.args().stream().anyMatch(a -> shared(m.memory.content(a.sym())));
  }

  private boolean shared(Origin o) {
    return o != null
        && (m.coverage.growing()
            ? m.memory.container(o.field())
            : m.coverage.covered(o.field(), true));
  }

  /** The call leaves no trace but in the fields that its body writes. */
  private List<Out> skip(World w, Call call, Body b, Summary summary) {
    Set<VariableElement> written = m.program.allWrites(b);
    if (!written.isEmpty()) {
      w.heap.keySet().removeIf(s -> written.contains(s.key()));
    }
    List<Out> outs = m.calls.unknowns().call(w, call);
    return summary.returns() ? outs : List.of();
  }

  private boolean locks(Body b) {
    return b.locking || b.changes(m.coverage);
  }

  private boolean matters(World w, Call call, Body b) {
    return locks(b)
        || gives(b)
        || changesShared(call, b)
        || m.marked.givenTorn()
        || m.sets.effects().judged(w)
        || (b.sleeps && m.atomics.judged(w))
        || (w.live() && (tiny(b) || touches(w, b)))
        || call.args().stream().anyMatch(a -> a.tentative() || closure(a) || fresh(w, a));
  }

  /** Whether the method merely gives a lock, or something in a field, by another name. */
  private boolean gives(Body b) {
    return b.tree.getBody() != null
        && b.tree.getBody().getStatements().size() == 1
        && b.tree.getBody().getStatements().get(0) instanceof ReturnTree r
        && (b.method.getParameters().isEmpty() && names(r.getExpression())
            || b.method.getParameters().size() <= 1
                && m.env.marked(b.method.getReturnType(), "LockType"));
  }

  private static boolean names(ExpressionTree t) {
    return t instanceof IdentifierTree
        || t instanceof MemberSelectTree s && s.getExpression() instanceof IdentifierTree;
  }

  /** Whether it is so short that following it is cheaper than not knowing whether it may throw. */
  private static boolean tiny(Body b) {
    return b.tree.getBody().getStatements().size() <= 2;
  }

  /** Whether it calls nothing and is followed however large its caller is. */
  private static boolean leaf(Body b) {
    return tiny(b) && b.calls.isEmpty();
  }

  private boolean changeable(TypeMirror t) {
    return Env.reference(t) && !m.env.immutable(t) && !m.env.threadSafe(t);
  }

  /** Whether the method says that it is called, and so left, with its lock held. */
  private static boolean keeps(Call call) {
    return call.contract().has("MustHold")
        || call.contract().has("GuardedBy")
        || call.contract().has("Holding");
  }

  private static boolean fresh(World w, Value a) {
    return !w.sections.isEmpty() && a.sym() != null && w.fresh.contains(a.sym());
  }

  /** Whether the body does something to data that what is live here may bear on. */
  private boolean touches(World w, Body b) {
    if (!w.sections.isEmpty()
        || !w.scopes.isEmpty()
        || m.program.optimistic()
        || w.holds.values().stream().anyMatch(h -> !h.decided().isEmpty())) {
      return m.program.allFields(b).stream().anyMatch(f -> f.getConstantValue() == null);
    }
    if (m.coverage.growing()) {
      return !m.program.allWrites(b).isEmpty()
          || m.program.allFields(b).stream().anyMatch(f -> changeable(f.asType()));
    }
    return m.program.allWrites(b).stream().anyMatch(f -> m.coverage.covered(f, false))
        || m.program.allFields(b).stream().anyMatch(f -> m.coverage.covered(f, true));
  }

  /** Interprets a body in the caller's world. */
  List<Out> enter(World w, Call call, Body b) {
    Sym self = Env.isStatic(call.method()) ? null : receiver(call);
    List<? extends VariableTree> parameters = b.tree.getParameters();
    Map<VariableElement, Value> bound = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      VariableElement p = (VariableElement) m.env.element(parameters.get(i));
      if (i == parameters.size() - 1 && call.method().isVarArgs()) {
        bound.put(p, Value.of(m.site(call.at())));
      } else if (i < call.args().size()) {
        bound.put(p, call.args().get(i));
      }
    }
    boolean locked = call.method().getModifiers().contains(Modifier.SYNCHRONIZED);
    Sym monitor = new Sym.Monitor(self == null ? new Sym.ClassOf(Env.typeOf(call.method())) : self);
    return run(
        w,
        frame(call.at(), b.tree, call.method(), Env.typeOf(call.method()), self),
        bound,
        worlds -> {
          if (!locked) {
            return m.statements.exec(b.tree.getBody(), initialized(b, self, worlds));
          }
          for (World in : worlds) {
            m.atomics.entered(in, monitor, call.at());
            m.holds.acquire(in, monitor, Mode.EXCLUSIVE, null, true, false, call.at());
          }
          return m.withEnding(
              () -> m.statements.exec(b.tree.getBody(), worlds),
              (out, way) -> {
                out.forEach(x -> m.holds.release(x, monitor, Mode.EXCLUSIVE, null, call.at()));
                return out;
              },
              b.tree);
        },
        call.at());
  }

  /** A constructor first does what the fields are declared with, where that takes locks. */
  private Worlds initialized(Body b, Sym self, Worlds worlds) {
    return b.locksAtFields(m.program.initializers)
        ? Roots.initialize(m, b.owner, false, worlds, self, new ArrayList<>())
        : worlds;
  }

  private Sym receiver(Call call) {
    return call.receiver().sym() == null ? m.site(call.at()) : call.receiver().sym();
  }

  Frame frame(Tree call, Tree body, Element owner, TypeElement type, Sym self) {
    return frames.computeIfAbsent(
        new Activation(m.frame, call, body, self),
        a -> new Frame(m.frame, call, body, owner, type, self, m.frame.depth() + 1));
  }

  /** Runs code in a frame of its own; the results are what it returns. */
  List<Out> run(
      World w,
      Frame frame,
      Map<VariableElement, Value> bound,
      java.util.function.UnaryOperator<Worlds> code,
      Tree at) {
    Frame caller = m.frame;
    Exits outer = m.exits;
    Set<VariableElement> mine = new LinkedHashSet<>(w.locals.keySet());
    Value result = w.result;
    Map<Sym, Scope> presumed = m.scopes.presumed(w);
    w.locals.putAll(bound);
    w.result = Value.UNKNOWN;
    m.exits = new Exits();
    m.frame = frame;
    Exits inner = m.exits;
    Worlds end;
    try {
      end = code.apply(Worlds.of(w));
      for (World x : inner.take(Exits.Way.RETURN)) {
        end.add(x, frame.body(), m.apart);
      }
    } finally {
      m.frame = caller;
      m.exits = outer;
    }
    inner.ways.forEach(
        (way, worlds) -> {
          if (way.kind() == Exits.Kind.THROW) {
            for (World x : worlds) {
              x.locals.keySet().retainAll(mine);
              x.result = result;
              m.scopes.leftBehind(x, frame);
              m.leave(Exits.Way.thrown(way.thrown(), way.cause()), x, at);
            }
          }
        });
    List<Out> outs = new ArrayList<>();
    for (World x : end) {
      x.locals.keySet().retainAll(mine);
      Value v = x.result;
      m.scopes.leftOpen(x, frame);
      m.scopes.presume(x, presumed);
      x.result = result;
      outs.add(new Out(x, v));
    }
    return outs;
  }
}

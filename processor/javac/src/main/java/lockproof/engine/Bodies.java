package lockproof.engine;

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
  Program.Body at(World w, Call call) {
    boolean makes = call.method().getKind() == ElementKind.CONSTRUCTOR;
    Program.Body b = m.program.inline(call.method());
    if (b == null || (call.method().getKind() != ElementKind.METHOD && !makes)) {
      return null;
    }
    if (m.frame.depth() >= m.reach || m.frame.runs(b.tree)) {
      w.blurred |= b.locking && !keeps(call);
      return null;
    }
    boolean relevant =
        b.writes.stream().anyMatch(f -> m.coverage.covered(f, false))
            || b.locking
            || m.program.givesLock(b)
            || (w.live() && touchesState(b, new LinkedHashSet<>()));
    relevant |= m.marked.givenTorn();
    relevant |= m.sets.effects().judged(w);
    relevant |= w.live() && b.tree.getBody().getStatements().size() <= 2;
    boolean closures =
        call.args().stream().anyMatch(a -> a.sym() instanceof Sym.Closure || fresh(w, a));
    return relevant || closures || call.args().stream().anyMatch(Value::tentative) ? b : null;
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

  private boolean touchesState(Program.Body b, Set<Program.Body> seen) {
    if (!seen.add(b)) {
      return false;
    }
    if (b.fields.stream().anyMatch(f -> f.getConstantValue() == null)) {
      return true;
    }
    return b.calls.stream()
        .map(m.program.bodies::get)
        .anyMatch(c -> c != null && touchesState(c, seen));
  }

  /** Interprets a body in the caller's world. */
  List<Out> enter(World w, Call call, Program.Body b) {
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
            return m.statements.exec(b.tree.getBody(), worlds);
          }
          for (World in : worlds) {
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
              m.leave(Exits.Way.thrown(way.thrown(), way.cause()), x, at);
            }
          }
        });
    List<Out> outs = new ArrayList<>();
    for (World x : end) {
      x.locals.keySet().retainAll(mine);
      Value v = x.result;
      x.result = result;
      outs.add(new Out(x, v));
    }
    return outs;
  }
}

package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Mark;
import lockproof.engine.Event.SetProblem;
import lockproof.engine.SetState.Nature;
import lockproof.engine.SetState.Stage;
import lockproof.engine.SetTypes.Phase;
import lockproof.engine.SetTypes.Role;

/** Sets of locks that are run by closures: one that locks, one that works, or both in one. */
final class SetClosures {
  private final Machine m;
  private final LockSets sets;

  SetClosures(Machine m, LockSets sets) {
    this.m = m;
    this.sets = sets;
  }

  /** Whether the call runs closures within a set. */
  static boolean runs(Call call) {
    return call.contract().parameterWith("SetPhase") >= 0;
  }

  /** Runs the closures of a call, each in its phase. */
  List<Out> run(World w, Call call) {
    String of = sets.types().classOf(sets.receiverType(call));
    Sym over = over(call.receiver().sym());
    Sym set = over == null ? m.site(call.at()) : over;
    Set<Sym> held = members(call);
    if (over == null) {
      sets.rivals().begins(w, of, call);
    }
    SetState before = over == null ? null : w.sets.get(over);
    if (before != null && !before.held().isEmpty()) {
      sets.misused(call.at(), SetProblem.NOT_IDLE, Names.text(call.at()), before);
    }
    SetState begun =
        SetState.begun(Nature.ACQUIRE, Stage.ACQUIRING, of, LockSets.outer(w), call.at());
    for (Sym mutex : held) {
      begun = begun.locked(mutex);
    }
    w.sets.put(set, begun);
    m.scopes.lent(w, LockSets.data(set), call.at());
    Worlds normal =
        m.withEnding(
            () -> {
              Worlds after = new Worlds();
              for (Out o : phases(w, call, set)) {
                o.world().push(o.value());
                after.add(o.world(), call.at(), m.apart);
              }
              return after;
            },
            (worlds, way) -> ended(worlds, way, set, before, call.at()),
            call.at());
    List<Out> outs = new ArrayList<>();
    for (World x : normal) {
      Value v = x.pop();
      outs.add(new Out(x, v.sym() == null ? new Value(m.site(call.at()), v.deps()) : v));
    }
    return outs;
  }

  private static Sym over(Sym receiver) {
    return receiver instanceof Sym.Term t && t.operator().equals("over") ? t.left() : null;
  }

  /** The mutexes that are given to the call itself; none of them twice. */
  private Set<Sym> members(Call call) {
    Set<Sym> held = new LinkedHashSet<>();
    for (int i = 0; i < call.args().size(); i++) {
      VariableElement p = call.parameter(i);
      Sym mutex = call.args().get(i).sym();
      if (p != null
          && mutex != null
          && sets.types().is(p.asType(), Role.MEMBER)
          && !held.add(mutex)) {
        sets.misused(call.at(), SetProblem.HELD_ALREADY, Names.text(call.argTree(i)), null);
      }
    }
    return held;
  }

  private static Phase phase(Call call, int i) {
    int p = call.parameterIndex(i);
    for (Mark mark :
        p < call.contract().parameters().size()
            ? call.contract().parameters().get(p)
            : List.<Mark>of()) {
      if (mark.name().equals("SetPhase")) {
        return mark.constant("value", Phase.NONE);
      }
    }
    return Phase.NONE;
  }

  private List<Out> phases(World w, Call call, Sym set) {
    List<Out> now = List.of(new Out(w, Value.UNKNOWN));
    boolean proven = false;
    for (int i = 0; i < call.args().size(); i++) {
      Phase phase = phase(call, i);
      if (phase == Phase.NONE) {
        continue;
      }
      List<Out> next = new ArrayList<>();
      for (Out o : now) {
        World x = o.world();
        enter(x, set, phase, call.argTree(i));
        if (call.args().get(i).sym() instanceof Sym.Closure c) {
          List<Value> given = given(c, set, phase, proven ? o.value() : null);
          next.addAll(m.closures.once(x, c, given, call));
        } else {
          next.add(new Out(x, Value.UNKNOWN));
        }
      }
      for (Out o : next) {
        heard(o.world(), set, call.argTree(i));
      }
      proven = true;
      now = next;
    }
    return now;
  }

  private void enter(World w, Sym set, Phase phase, Tree at) {
    SetState s = w.sets.get(set);
    w.sets.put(
        set,
        switch (phase) {
          case ACQUIRE, NONE -> s.as(Nature.ACQUIRE, Stage.ACQUIRING, sets.now(at));
          case ATTEMPT -> s.as(Nature.ATTEMPT, Stage.ACQUIRING, sets.now(at));
          case USE -> s.as(Nature.USE, Stage.DONE, sets.now(at));
        });
  }

  /** A closure came to its end though it was told to back off. */
  private void heard(World w, Sym set, Tree closure) {
    SetState s = w.sets.get(set);
    if (s != null && s.stage() == Stage.BACKING_OFF) {
      sets.answers().ignored(s, null);
      w.sets.put(set, s.to(Stage.ACQUIRING, sets.now(closure)));
    }
  }

  /** What a closure is given: the set and the proof, or the data. */
  private List<Value> given(Sym.Closure c, Sym set, Phase phase, Value proof) {
    Value data = new Value(null, Set.of(new Dep(Dep.Kind.BORROWED, LockSets.data(set))));
    if (phase == Phase.USE && proof == null && !takesSet(c.tree())) {
      return List.of(data, data, data, data, data, data, data, data);
    }
    return proof == null ? List.of(Value.of(set), data) : List.of(Value.of(set), proof);
  }

  private boolean takesSet(Tree closure) {
    List<? extends Element> parameters =
        closure instanceof LambdaExpressionTree l
            ? l.getParameters().stream().map(p -> m.env.element(p)).toList()
            : closure instanceof ClassTree c
                ? parameters(Anonymous.closure(m.env, c))
                : parameters(closure);
    return !parameters.isEmpty()
        && parameters.get(0) != null
        && sets.types().is(parameters.get(0).asType(), Role.SET);
  }

  private List<? extends Element> parameters(Tree closure) {
    return m.env.element(closure) instanceof ExecutableElement x ? x.getParameters() : List.of();
  }

  private Worlds ended(Worlds worlds, Exits.Way way, Sym set, SetState before, Tree at) {
    Worlds left = new Worlds();
    for (World x : worlds) {
      SetState s = x.sets.get(set);
      boolean again = way != null && s != null && s.stage() == Stage.BACKING_OFF;
      if (again) {
        continue;
      }
      if (way == null) {
        Value given = x.stack.get(x.stack.size() - 1);
        if (!sets.answers().discarded(at)) {
          m.held.givenBack(x, new Value(given.sym(), m.memory.contentDeps(x, given)), at);
          sets.effects().stored(x, given, at, set);
        }
      }
      x.sets.remove(set);
      if (before != null) {
        x.sets.put(set, before);
      }
      x.scopes.remove(LockSets.data(set));
      left.add(x, at, m.apart);
    }
    return left;
  }

  /** Runs the closure that a step is given, with the data it is about; null if there is none. */
  List<Out> once(World w, Call call, Value data) {
    for (int i = 0; i < call.args().size(); i++) {
      if (call.args().get(i).sym() instanceof Sym.Closure c
          && call.contract().parameterHas(call.parameterIndex(i), "RunsInPlace")) {
        return m.closures.once(w, c, List.of(data), call);
      }
    }
    return null;
  }
}

package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.engine.Event.SetProblem;
import lockproof.engine.SetTypes.Role;

/** What code does that a set of locks may run again, and where proofs go. */
final class SetEffects {
  private final Machine m;
  private final LockSets sets;

  SetEffects(Machine m, LockSets sets) {
    this.m = m;
    this.sets = sets;
  }

  /** Whether effects of what runs now have to be judged. */
  boolean judged(World w) {
    for (SetState s : w.sets.values()) {
      if (s.repeats() || s.mayRepeat()) {
        return true;
      }
    }
    return false;
  }

  /** An object is changed. */
  void changed(World w, Value object, Tree at, Supplier<String> what) {
    for (Map.Entry<Sym, SetState> e : List.copyOf(w.sets.entrySet())) {
      if (shared(object, e.getValue())) {
        effect(w, e.getKey(), e.getValue(), at, what.get(), true);
      }
    }
  }

  /**
   * Whether the object was there before the set began, or is guarded data. Where the set is lent,
   * so may the object be, even {@code this}.
   */
  private static boolean shared(Value object, SetState s) {
    if (object.deps().stream().anyMatch(d -> d.kind() == Dep.Kind.BORROWED)) {
      return true;
    }
    Sym from = object.sym();
    if (from == null) {
      return false;
    }
    for (Origin o = Origin.of(from); o != null; o = Origin.of(from)) {
      if (o.base() == null) {
        return true;
      }
      if (s.outer().contains(from)) {
        return true;
      }
      from = o.base();
    }
    return !s.lent() && (from instanceof Sym.Root || s.outer().contains(from));
  }

  /** Whether it was made since the set began, so that nobody else has it. */
  private static boolean own(World w, Value v, SetState s) {
    return v.sym() != null && w.fresh.contains(v.sym()) && !s.outer().contains(v.sym());
  }

  /** Whether it was got from a call, which may give the same object again. */
  private static boolean got(World w, Value v) {
    return v.sym() instanceof Sym.Site x
        && !w.fresh.contains(x)
        && (x.at() instanceof MethodInvocationTree || x.at() instanceof ArrayAccessTree);
  }

  /** A field of no object, or of one that is not known, is written. */
  void wrote(World w, Value base, VariableElement f, Tree at) {
    if (w.sets.isEmpty()) {
      return;
    }
    String what =
        "writes `" + Names.of(new Sym.Field(Env.isStatic(f) ? null : base.sym(), f)) + "`";
    for (Map.Entry<Sym, SetState> e : List.copyOf(w.sets.entrySet())) {
      if (Env.isStatic(f) || shared(base, e.getValue()) || got(w, base)) {
        effect(w, e.getKey(), e.getValue(), at, what, true);
      }
    }
  }

  /** A call of which neither a contract nor a body tells that it has no effect. */
  void unknown(World w, Call call) {
    if (!judged(w)
        || implicit(call)
        || m.program.bodies.containsKey(call.method()) && m.program.inline(call.method()) != null
        || call.args().stream().anyMatch(a -> w.sets.containsKey(a.sym()))) {
      return;
    }
    boolean silent =
        call.type() == null
            || call.type().getKind() == TypeKind.VOID
            || sets.answers().discarded(call.at());
    boolean asks =
        call.args().isEmpty() && !Env.isStatic(call.method()) && !call.contract().has("Blocking");
    if (!silent && (asks || m.env.functional(Env.typeOf(call.method())))) {
      return;
    }
    for (Map.Entry<Sym, SetState> e : List.copyOf(w.sets.entrySet())) {
      if (!onOwn(w, call, e.getValue())) {
        effect(w, e.getKey(), e.getValue(), call.at(), "calls `" + call.name() + "`", silent);
      }
    }
  }

  /** Whether the call is there to change what was made since the set began, or is lent with it. */
  private boolean onOwn(World w, Call call, SetState s) {
    if (!Env.isStatic(call.method())) {
      return s.lent() && lent(call.receiver().sym()) || own(w, call.receiver(), s);
    }
    boolean some = false;
    for (int i = 0; i < call.args().size(); i++) {
      Value a = call.args().get(i);
      TypeMirror type = m.env.type(call.argTree(i));
      if (Env.reference(type) && !m.env.immutable(type) && !(a.sym() instanceof Sym.Closure)) {
        if (shared(a, s)) {
          return false;
        }
        some = true;
      }
    }
    return some;
  }

  /** Whether the caller of a method that was lent the set may have made it since it began. */
  private static boolean lent(Sym sym) {
    Sym from = sym;
    for (Origin o = Origin.of(from); o != null; o = Origin.of(from)) {
      from = o.base();
    }
    return from instanceof Sym.Root;
  }

  /** Whether guarded data is put where the set's own code keeps it for a while. */
  boolean keptForAWhile(World w, Value container, Value v) {
    for (Dep d : v.deps()) {
      if (d.kind() == Dep.Kind.BORROWED
          && d.region() instanceof Sym.Term t
          && w.sets.containsKey(t.left())
          && own(w, container, w.sets.get(t.left()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the language itself makes the method: the constants of an enum, and one by name. */
  private static boolean implicit(Call call) {
    return Env.isStatic(call.method())
        && Env.typeOf(call.method()).getKind() == ElementKind.ENUM
        && (call.name().equals("values") || call.name().equals("valueOf"));
  }

  private void effect(World w, Sym set, SetState s, Tree at, String what, boolean certain) {
    if (!s.repeats() && !s.mayRepeat()) {
      return;
    }
    Site where = given(w, set) ? m.here(at) : m.causeSince(set, at);
    Event.SetEffect e = new Event.SetEffect(where, what, certain, m.here(s.at()));
    if (s.repeats()) {
      m.emit(() -> e);
    } else {
      Set<Event.SetEffect> more = new LinkedHashSet<>(s.pending());
      more.add(e);
      w.sets.put(set, s.effects(more));
    }
  }

  /** Whether the code that runs was given the set, so that what it does there is its own fault. */
  private boolean given(World w, Sym set) {
    for (Map.Entry<VariableElement, Value> e : w.locals.entrySet()) {
      if (set.equals(e.getValue().sym())
          && e.getKey().getKind() == ElementKind.PARAMETER
          && e.getKey().getEnclosingElement().equals(m.frame.owner())) {
        return true;
      }
    }
    return false;
  }

  // ---- proofs

  /** A value goes where others can see it. */
  void stored(World w, Value v, Tree at) {
    stored(w, v, at, null);
  }

  /** A value goes where others can see it, or out of this set. */
  void stored(World w, Value v, Tree at, Sym only) {
    for (Dep d : m.memory.contentDeps(w, v)) {
      SetState s = d.kind() == Dep.Kind.PROOF ? w.sets.get(d.region()) : null;
      boolean effect = only == null && s != null && s.repeats() && !s.lent();
      if (s != null && !effect && (only == null || only.equals(d.region()))) {
        sets.misused(at, SetProblem.ESCAPED, Names.text(at), s);
        return;
      }
    }
  }

  /** An object of the caller takes in values: proofs may not go there. */
  void absorbed(World w, Value object, List<Value> values, Tree at) {
    for (SetState s : w.sets.values()) {
      if (shared(object, s)) {
        values.forEach(v -> stored(w, v, at));
        return;
      }
    }
  }

  /** A proof that came from the caller is kept. */
  void kept(World w, Value v, VariableElement field, Tree at) {
    if (sets.types().is(field.asType(), Role.PROOF) && v.sym() instanceof Sym.Root) {
      sets.misused(at, SetProblem.ESCAPED, Names.text(at), null);
    } else if (Env.reference(field.asType())) {
      stored(w, v, at);
    }
  }
}

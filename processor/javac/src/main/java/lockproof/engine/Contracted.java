package lockproof.engine;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Mode;
import lockproof.contract.Outcome;

/** Carries out what a contract says a call does. */
final class Contracted {
  private final Machine m;
  private final Stamps stamps;
  private final Preconditions preconditions;

  Contracted(Machine m) {
    this.m = m;
    this.stamps = new Stamps(m);
    this.preconditions = new Preconditions(m);
  }

  /** Whether the contract says what the call does, so that no body need be looked at. */
  static boolean decides(Contract c) {
    return c.has("Acquires")
        || c.has("Releases")
        || c.has("Validates")
        || c.has("Converts")
        || c.has("HeldIf")
        || c.has("AssertsHeld")
        || c.has("LockView")
        || c.has("ConditionOf")
        || c.has("Awaits")
        || c.has("OpensContext")
        || c.has("Closes")
        || c.has("AssertsContext")
        || c.has("Borrows") && c.marks().size() == 1;
  }

  Preconditions preconditions() {
    return preconditions;
  }

  // ---- the call

  /** The outcomes of the call. */
  List<Out> apply(World w, Call call) {
    Contract c = call.contract();
    Set<Sym> tokens = tokens(w, call);
    if ((c.has("Acquires") || c.has("Releases"))
        && call.receiver().sym() != null
        && m.lockTypes.signal(call.receiver().sym())) {
      return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
    }
    if (c.has("Acquires")) {
      return acquire(w, call, c.mark("Acquires").get(), tokens);
    }
    if (c.has("Validates")) {
      return stamps.validate(w, call);
    }
    if (c.has("Converts")) {
      return stamps.convert(w, call);
    }
    if (c.has("Releases")) {
      return release(w, call, c.mark("Releases").get());
    }
    if (c.has("HeldIf")) {
      return heldIf(w, call, c.mark("HeldIf").get());
    }
    Value result = new Value(m.site(call.at()), Set.of());
    if (c.has("AssertsHeld")) {
      Mark mark = c.mark("AssertsHeld").get();
      preconditions
          .locks(call, mark, "this")
          .forEach(l -> m.holds.tested(w, l, mark.constant("mode", Mode.ANY), true, call.at()));
    } else if (c.has("LockView")) {
      Sym base = call.receiver().sym() == null ? m.site(call.at()) : call.receiver().sym();
      result = Value.of(new Sym.View(base, c.mark("LockView").get().constant("value", Mode.ANY)));
    } else if (c.has("ConditionOf")) {
      Sym base = call.receiver().sym() == null ? m.site(call.at()) : call.receiver().sym();
      result = Value.of(new Sym.ConditionOf(LockPaths.lockOf(base), m.site(call.at())));
    } else if (c.has("Awaits")) {
      await(w, call);
    } else if (c.has("OpensContext")) {
      result = m.scopes.open(w, call.type(), Set.of(), call.at());
    } else if (c.has("Closes")) {
      if (m.env.marked(call.type(), "GuardType")) {
        return List.of(new Out(w, exchanged(w, call)));
      }
      m.scopes.close(w, call.receiver(), call.at());
    } else if (c.has("AssertsContext")) {
      return assertsContext(w, call, c.mark("AssertsContext").get());
    } else if (c.has("Borrows")) {
      result = borrowed(w, call, tokens);
    }
    return List.of(new Out(w, result));
  }

  /** A guard is given up for another one of the same lock. */
  private Value exchanged(World w, Call call) {
    Sym old = call.receiver().sym();
    Value made = m.scopes.open(w, call.type(), Set.of(), call.at());
    for (java.util.Map.Entry<LockKey, Hold> e : List.copyOf(w.holds.entrySet())) {
      if (old != null && e.getValue().held() && old.equals(e.getValue().stamp())) {
        w.holds.remove(e.getKey());
        w.holds.put(
            new LockKey(e.getKey().lock(), Mode.SHARED),
            Hold.acquired(Mode.SHARED, made.sym(), call.at()));
      }
    }
    Scope s = w.scopes.get(old);
    if (s != null) {
      w.scopes.put(old, s.closed(call.at()));
    }
    return made;
  }

  /** Guarded data, unless it cannot change: then it is a copy. */
  Value borrowed(World w, Call call, Set<Sym> tokens) {
    Sym from = call.receiver().sym();
    if (m.scopes.scoped(call.type())) {
      Set<Sym> on = new LinkedHashSet<>(tokens);
      if (from != null && w.scopes.containsKey(from)) {
        on.add(from);
      }
      return m.scopes.borrow(w, call.type(), on, call.at());
    }
    Value v = new Value(m.site(call.at()), Paths.tentative(call.receiver().deps()));
    if ((from == null || !w.scopes.containsKey(from)) && !tokens.isEmpty()) {
      from = tokens.iterator().next();
    }
    boolean copy = m.changeable.never(call.type());
    if (copy || from == null || !w.scopes.containsKey(from)) {
      return v.with(copy ? Set.of() : borrowedDeps(call.receiver()));
    }
    return v.with(Set.of(new Dep(Dep.Kind.BORROWED, from)));
  }

  private static Set<Dep> borrowedDeps(Value v) {
    Set<Dep> deps = new LinkedHashSet<>();
    v.deps().stream().filter(d -> d.kind() == Dep.Kind.BORROWED).forEach(deps::add);
    return deps;
  }

  private Set<Sym> tokens(World w, Call call) {
    Set<Sym> tokens = new LinkedHashSet<>();
    for (Value a : call.args()) {
      if (a.sym() != null && w.scopes.containsKey(a.sym())) {
        tokens.add(a.sym());
      }
    }
    return tokens;
  }

  private List<Out> acquire(World w, Call call, Mark mark, Set<Sym> tokens) {
    Mode mode = mark.constant("mode", Mode.ANY);
    Outcome on = mark.constant("on", Outcome.ALWAYS);
    List<Sym> locks = preconditions.locks(call, mark, "this");
    if (mode == Mode.OPTIMISTIC) {
      return List.of(new Out(w, m.sections.open(w, locks.get(0), call.at())));
    }
    List<Out> outs = new ArrayList<>();
    Sym stampGiven = stamps.given(call);
    if (on != Outcome.ALWAYS) {
      World failed = w.copy();
      stamps.validated(failed, call, stampGiven, false);
      locks.forEach(l -> m.holds.failed(failed, l, mode, call.at()));
      outs.add(new Out(failed, failure(failed, call, on)));
    }
    m.sets.rivals().lockedAlone(w, call, on == Outcome.ALWAYS || call.contract().has("Blocking"));
    stamps.validated(w, call, stampGiven, true);
    Value result;
    if (m.env.marked(call.type(), "GuardType")) {
      result = m.scopes.open(w, call.type(), tokens, call.at());
    } else if (number(call.type()) || on == Outcome.NONZERO || on == Outcome.NONNULL) {
      result = Value.of(m.site(call.at()));
    } else if (m.env.fluent(call.method())) {
      result = call.receiver();
    } else {
      result = Value.of(on == Outcome.ALWAYS ? null : Sym.truth(on == Outcome.TRUE));
    }
    boolean reentrant = m.lockTypes.reentrant(LockPaths.lockOf(locks.get(0)), reentrant(call));
    Sym stamp = result.sym() instanceof Sym.Site ? result.sym() : null;
    for (Sym lock : locks) {
      if (!m.holds.acquire(w, lock, mode, stamp, reentrant, on != Outcome.ALWAYS, call.at())) {
        return outs;
      }
      m.permits.take(w, lock, call);
      if (stampGiven != null) {
        w.holds.computeIfPresent(Holds.key(lock, mode), (k, h) -> h.recheck());
      }
    }
    if (on == Outcome.NONZERO) {
      w.facts.put(result.sym(), Fact.NONZERO);
    } else if (on == Outcome.NONNULL) {
      w.facts.put(result.sym(), Fact.NONNULL);
    }
    outs.add(new Out(w, result));
    return outs;
  }

  boolean reentrant(Call call) {
    return m.env
        .contracts
        .typeMark(Env.typeOf(call.method()), "LockType")
        .map(t -> t.flag("reentrant", false))
        .orElse(true);
  }

  private static boolean number(TypeMirror t) {
    return t != null && (t.getKind() == TypeKind.LONG || t.getKind() == TypeKind.INT);
  }

  private Value failure(World w, Call call, Outcome on) {
    return switch (on) {
      case TRUE -> Value.of(Sym.FALSE);
      case FALSE -> Value.of(Sym.TRUE);
      case NONZERO -> Value.of(Sym.ZERO);
      case NONNULL -> absent(w, call);
      case ALWAYS -> Value.UNKNOWN;
    };
  }

  /** The null that says that an attempt failed. */
  private Value absent(World w, Call call) {
    Sym s = m.site(call.at());
    w.facts.put(s, Fact.NULL);
    m.holds.attempt(s);
    return Value.of(s);
  }

  private List<Out> release(World w, Call call, Mark mark) {
    Mode mode = mark.constant("mode", Mode.ANY);
    if (call.contract().parameterWith("Stamp") >= 0) {
      return stamps.release(w, call, mode, mark.constant("on", Outcome.ALWAYS));
    }
    Outcome on = mark.constant("on", Outcome.ALWAYS);
    List<Out> outs = new ArrayList<>();
    if (on != Outcome.ALWAYS) {
      Boolean held = m.holds.known(w, preconditions.locks(call, mark, "this").get(0), mode);
      if (held != Boolean.TRUE) {
        outs.add(new Out(w.copy(), failure(w, call, on)));
        if (held == Boolean.FALSE) {
          return outs;
        }
      }
    }
    for (Sym lock : preconditions.locks(call, mark, "this")) {
      if (mark.attributes().containsKey("value")
          && m.holds.heldMode(w, lock) == null
          && m.memory.guards().unmarkedRoot()
          && m.holds.known(w, lock, mode) == null) {
        preconditions.missing(call, lock, true);
        continue;
      }
      m.permits.give(w, lock, call);
      m.holds.release(w, lock, mode, null, call.at());
    }
    outs.add(
        new Out(
            w,
            on == Outcome.ALWAYS
                ? new Value(m.site(call.at()), Set.of())
                : Value.of(Sym.truth(on == Outcome.TRUE))));
    return outs;
  }

  private List<Out> heldIf(World w, Call call, Mark mark) {
    Mode mode = mark.constant("mode", Mode.ANY);
    Outcome on = mark.constant("on", Outcome.TRUE);
    if (m.scopes.scoped(Env.typeOf(call.method()).asType())) {
      return List.of(new Out(w, m.scopes.live(w, call, on == Outcome.TRUE)));
    }
    int stampParameter = call.contract().parameterWith("Stamp");
    if (stampParameter >= 0) {
      return stamps.is(w, call, mode, call.args().get(stampParameter), on == Outcome.TRUE);
    }
    int object = call.contract().parameterWith("Monitor");
    Value arg = object < 0 ? Value.UNKNOWN : call.args().get(object);
    if (object >= 0 && arg.sym() == null) {
      return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
    }
    Sym lock =
        object >= 0 ? new Sym.Monitor(arg.sym()) : preconditions.locks(call, mark, "this").get(0);
    Boolean known = m.holds.known(w, lock, mode);
    List<Out> outs = new ArrayList<>();
    if (known != Boolean.FALSE) {
      World held = known == null ? w.copy() : w;
      m.holds.tested(held, lock, mode, true, call.at());
      Sym s =
          on == Outcome.NONZERO
              ? Asked.count(LockPaths.lockOf(lock), m.site(call.at()))
              : Sym.truth(on == Outcome.TRUE);
      if (on == Outcome.NONZERO) {
        held.facts.put(s, Fact.NONZERO);
      }
      outs.add(new Out(held, Value.of(s)));
    }
    if (known != Boolean.TRUE) {
      m.holds.tested(w, lock, mode, false, call.at());
      outs.add(
          new Out(w, Value.of(on == Outcome.NONZERO ? Sym.ZERO : Sym.truth(on != Outcome.TRUE))));
    }
    return outs;
  }

  private void await(World w, Call call) {
    boolean until = call.contract().mark("Awaits").get().flag("untilTrue", false);
    if (!until && m.loops == 0 && !delegates()) {
      m.emit(() -> new Event.AwaitOutsideLoop(m.here(call.at()), call.name()));
    }
    Sym condition = call.receiver().sym();
    if (condition instanceof Sym.ConditionOf c) {
      awaitOn(w, c.lock(), call.name(), call.at());
    }
    m.holds.forgetMemory(w);
  }

  /** Whether the loop is the caller's business. */
  boolean delegates() {
    return !m.memory.guards().unmarkedRoot()
        || wraps()
        || (m.root().owner() instanceof javax.lang.model.element.ExecutableElement x
            && (m.env.contract(x).has("Awaits") || m.program.callers.leftTo(x)));
  }

  /** Whether nothing but waiting is done in all that led here. */
  private boolean wraps() {
    boolean wraps = true;
    for (Frame f = m.frame; f != null; f = f.caller()) {
      wraps &= wraps(f.body());
    }
    return wraps;
  }

  /** Whether a method does nothing but wait, so that its caller has the loop. */
  private static boolean wraps(Tree body) {
    return body instanceof MethodTree t
        && t.getBody().getStatements().size() == 1
        && (t.getBody().getStatements().get(0) instanceof ReturnTree
            || t.getBody().getStatements().get(0) instanceof ExpressionStatementTree);
  }

  private void awaitOn(World w, Sym lock, String name, Tree at) {
    if (m.holds.heldMode(w, lock) == null && !w.blurred && !delegates()) {
      m.emit(() -> new Event.Precondition(m.cause(at), name, Names.of(lock), true, null));
    }
  }

  private List<Out> assertsContext(World w, Call call, Mark mark) {
    Outcome on = mark.constant("on", Outcome.ALWAYS);
    if (on == Outcome.ALWAYS
        && m.handlers > 0
        && !mark.texts("value").stream().allMatch(c -> m.contexts.proven(w, c))) {
      m.raise(w, call.at());
    }
    World yes = on == Outcome.ALWAYS ? w : w.copy();
    yes.contexts = Contexts.asserted(yes.contexts, mark);
    if (on == Outcome.ALWAYS) {
      Value result =
          m.env.marked(call.type(), "ContextToken")
              ? m.scopes.borrow(yes, call.type(), Set.of(), call.at())
              : new Value(m.site(call.at()), Set.of());
      return List.of(new Out(yes, result));
    }
    return List.of(
        new Out(yes, Value.of(Sym.truth(on == Outcome.TRUE))),
        new Out(w, Value.of(Sym.truth(on != Outcome.TRUE))));
  }

  Stamps stamps() {
    return stamps;
  }
}

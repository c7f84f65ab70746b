package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;

/** Calls of which neither a contract nor a body tells enough: what is assumed of them. */
final class Unknowns {
  private static final Sym THREADS = new Sym.Const("threads", "view");

  private final Machine m;
  private final Torn torn;
  private final Results results;
  private final ForeignLocks foreign;

  Unknowns(Machine m) {
    this.m = m;
    this.torn = new Torn(m);
    this.results = new Results(m);
    this.foreign = new ForeignLocks(m);
  }

  /**
   * What is assumed where neither a contract nor a body speaks: the call may throw, takes its
   * arguments where others can see them, and gives something that depends on what it was given.
   */
  List<Out> call(World w, Call call) {
    Contract c = call.contract();
    Set<Dep> content = Set.of();
    boolean checks = c.mark("Mutates").map(k -> k.flag("checks", false)).orElse(false);
    if ((checks || !c.has("Mutates")) && call.receiver().sym() != null) {
      content = m.memory.contentRead(w, call.receiver(), call.at());
      content = Value.union(content, m.memory.contentDeps(w, call.receiver()));
    }
    Set<Dep> deps = Value.union(call.receiver().deps(), content);
    for (Value a : call.args()) {
      deps = Value.union(deps, m.memory.contentDeps(w, a));
    }
    if (c.has("Pure") && !c.has("Borrows")) {
      deps = Value.union(deps, torn.argumentContent(w, call));
    }
    if (Env.reference(call.type()) && !m.env.immutable(call.type())) {
      m.scopes.use(w, new Value(null, content), call.at());
    }
    if (checks && c.parameterWith("RunsInPlace") >= 0) {
      m.paths.asked(w, new Value(null, content));
    }
    Value itself = Results.itself(call);
    List<Out> outs = new ArrayList<>();
    for (World after : inPlace(w, call)) {
      Value result = finish(after, call, deps, content);
      if (itself == null) {
        outs.add(new Out(after, result));
      } else if (m.paths.isNull(after, itself.sym()) != Boolean.TRUE) {
        after.facts.putIfAbsent(itself.sym(), Fact.NONNULL);
        outs.add(new Out(after, itself));
      }
    }
    return outs;
  }

  private Value finish(World w, Call call, Set<Dep> deps, Set<Dep> content) {
    Contract c = call.contract();
    boolean pure = c.has("Pure") || c.has("TentativeSafe");
    boolean mutates = c.has("Mutates");
    int changed = c.parameterWith("Mutates");
    boolean changes = mutates || changed >= 0;
    if (!pure && !changes) {
      m.sets.effects().unknown(w, call);
    }
    arguments(w, call, pure, changes);
    if (c.has("Publishes")) {
      m.memory.escape(w, call.receiver().sym());
    }
    if (changed >= 0 && changed < call.args().size()) {
      changes(w, call, changed);
    } else if (mutates) {
      boolean replaces = c.mark("Mutates").get().flag("replaces", false);
      boolean checks = c.mark("Mutates").get().flag("checks", false);
      m.memory.absorb(w, call.receiver(), kept(call), replaces, checks, call.at());
      if (replaces) {
        m.scopes.replaced(w, call);
      }
      Set<Dep> walked = torn.walked(w, call);
      if (!c.has("Total") && !m.memory.guards().reads().totalOfMade(call) || !walked.isEmpty()) {
        m.raise(w, call.at(), walked);
      }
    } else if (pure) {
      boolean mayThrow = c.mark("Pure").map(p -> p.flag("mayThrow", false)).orElse(false);
      if (mayThrow || m.options.strict()) {
        Set<Dep> by = mayThrow ? torn.of(w, call, content) : Paths.tentative(content);
        if (!by.isEmpty() || !c.has("Total")) {
          m.raise(w, call.at(), by);
        }
      }
      if (c.has("Borrows")) {
        return view(call, deps);
      }
    } else {
      unknown(w, call);
    }
    if (call.type() != null && call.type().getKind() == TypeKind.VOID) {
      return Value.UNKNOWN;
    }
    return mutates && m.env.fluent(call.method()) ? call.receiver() : result(w, call, deps, pure);
  }

  /** What goes into the object that is changed: of what is only lent no more than its content. */
  private static List<Value> kept(Call call) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      boolean lent = call.contract().parameterHas(call.parameterIndex(i), "Borrows");
      all.add(lent ? call.args().get(i).unborrowed() : call.args().get(i));
    }
    return all;
  }

  /** An argument is changed, and takes in what the others contain. */
  private void changes(World w, Call call, int changed) {
    Set<Dep> given = new LinkedHashSet<>(torn.argumentContent(w, call));
    for (int i = 0; i < call.args().size(); i++) {
      if (i != changed) {
        given.addAll(m.memory.contentDeps(w, call.args().get(i)));
      }
    }
    m.raise(w, call.at(), torn.of(w, call, Set.of()));
    if (call.args().get(changed).sym() != null) {
      m.sections.forgetStale(w, call.args().get(changed).sym(), true);
    }
    m.memory.absorb(
        w, call.args().get(changed), List.of(new Value(null, given)), false, false, call.at());
  }

  /** Whether what a pure method returns may hold on to what it was given. */
  private boolean keeps(Call call) {
    TypeMirror t = call.type();
    return Env.reference(t) && !m.scopes.scoped(t) && !t.toString().equals("java.lang.String");
  }

  /** Whether what is run for the view is run by several threads. */
  private static boolean aside(Sym s) {
    return s instanceof Sym.Term t
        && t.operator().equals("view")
        && (t.right().equals(THREADS) || aside(t.left()));
  }

  private Value view(Call call, Set<Dep> deps) {
    Sym of = call.receiver().sym();
    if (of == null && !call.args().isEmpty()) {
      of = call.args().get(0).sym();
    }
    Sym how = call.contract().has("RunsOnThreads") ? THREADS : Sym.NULL;
    Sym view = of == null ? null : m.term("view", of, how);
    return new Value(view == null ? m.site(call.at()) : view, deps);
  }

  private void unknown(World w, Call call) {
    for (TypeMirror thrown : call.method().getThrownTypes()) {
      if (thrown.getKind() == TypeKind.DECLARED && (m.handlers > 0 || w.live())) {
        m.leave(Exits.Way.thrown(thrown, Exits.Cause.CALL), w.copy(), call.at());
      }
    }
    Tree receiver = Calls.receiverTree(call.at());
    if (call.receiver().tentative()
        && receiver != call.at()
        && !m.env.immutable(m.env.type(receiver))
        && !m.env.functional(Env.typeOf(call.method()))) {
      m.raise(w, call.at(), Paths.tentative(call.receiver().deps()));
    } else if (!call.contract().has("Total") && foreign.got(call) == null) {
      m.raise(w, call.at());
    }
    touched(w, call);
    w.blurred |= foreign.extended(call);
    foreign.lend(w, call);
    if (m.marked.givenTorn()) {
      m.marked.unsafe(call.at(), "it calls `" + call.name() + "`, which is not known to be safe");
    }
    if (m.env.functional(Env.typeOf(call.method())) && m.sections.anyOpen(w)) {
      if (Value.tentative(w.path)
          || call.type() != null && call.type().getKind() == TypeKind.VOID) {
        m.uses.effect(w, call.at(), () -> "calls `" + Names.text(receiver) + "`", null, null);
      }
    }
  }

  /** A call of something unknown on the content of a field may change it, or only look at it. */
  private void touched(World w, Call call) {
    Origin o = m.memory.content(call.receiver().sym());
    if (o != null
        && !m.memory.container(o.field())
        && call.method().getKind() == ElementKind.METHOD
        && !m.env.immutable(o.field().asType())
        && !m.env.threadSafe(o.field().asType())
        && m.holds.held(w).stream().anyMatch(k -> k.mode() == lockproof.contract.Mode.EXCLUSIVE)) {
      boolean answers = call.type() != null && call.type().getKind() != TypeKind.VOID;
      m.memory.contentWritten(w, call.receiver(), answers, call.at());
    }
  }

  private Value result(World w, Call call, Set<Dep> deps, boolean pure) {
    if (m.scopes.scoped(call.type())) {
      Set<Sym> on = new LinkedHashSet<>();
      for (Value v : concat(call)) {
        if (v.sym() != null && w.scopes.containsKey(v.sym())) {
          on.add(v.sym());
        }
      }
      if (!on.isEmpty()) {
        return m.scopes.borrow(w, call.type(), on, call.at());
      }
      return new Value(m.site(call.at()), Set.of());
    }
    boolean constant = m.changeable.never(call.type());
    boolean inside = !Results.removed(call) && results.element(call);
    boolean copied = pure || constant || Results.removed(call) || results.callersChoice(call);
    Set<Dep> kept = copied && !inside ? notBorrowed(deps) : deps;
    if (constant && !Env.holds(call.type())) {
      kept = new Value(null, kept).copied().deps();
    } else if (pure && !m.sets.types().mayHoldProof(call.type())) {
      kept = new Value(null, kept).unproven().deps();
    }
    if (!constant && !m.env.ofImmutables(call.type())) {
      kept = Value.union(kept, m.closures.yielded(call.at()));
    }
    if (pure) {
      kept = Value.union(kept, Results.held(call));
    }
    Sym sym = foreign.got(call);
    if (pure
        && (Env.isStatic(call.method()) || m.env.immutable(Env.typeOf(call.method()).asType()))) {
      sym = pureTerm(call);
    }
    if (m.env.functional(Env.typeOf(call.method())) && !w.sections.isEmpty()) {
      Sym reader = call.receiver().sym();
      kept = Value.union(kept, m.closures.openSections(w, reader, call.at()));
      kept = Value.union(kept, m.sections.failedReader(w, reader));
    }
    if (pure
        && call.args().isEmpty()
        && m.env.marked(Env.typeOf(call.method()).asType(), "LockType")) {
      Sym lock = call.receiver().sym();
      sym = lock == null ? null : Asked.state(LockPaths.lockOf(lock), m.site(call.at()));
    }
    if (sym == null) {
      sym = m.site(call.at());
      m.memory.mayBeAbsent(sym, pure && Env.reference(call.type()) && keyed(call));
    }
    return new Value(sym, kept);
  }

  /** Whether the result is null where there is no such key, and nothing stands in for it. */
  private boolean keyed(Call call) {
    TypeMirror type = call.method().getReturnType();
    return !call.args().isEmpty()
        && call.method().getParameters().stream().noneMatch(p -> p.asType().equals(type))
        && m.env.contracts.hasMutators(Env.typeOf(call.method()).asType());
  }

  private static List<Value> concat(Call call) {
    List<Value> all = new ArrayList<>(call.args());
    all.add(call.receiver());
    return all;
  }

  static Set<Dep> notBorrowed(Set<Dep> deps) {
    Set<Dep> left = new LinkedHashSet<>(deps);
    left.removeIf(d -> d.kind() == Dep.Kind.BORROWED);
    return left;
  }

  private Sym pureTerm(Call call) {
    String name = Env.typeOf(call.method()).getSimpleName() + "." + call.name();
    List<Value> operands = new ArrayList<>(call.args());
    if (!Env.isStatic(call.method())) {
      operands.add(0, call.receiver());
    }
    if (operands.isEmpty()
        || operands.size() > 2
        || operands.stream().anyMatch(v -> v.sym() == null)) {
      return null;
    }
    return m.term(
        name, operands.get(0).sym(), operands.size() == 1 ? Sym.NULL : operands.get(1).sym());
  }

  private List<World> inPlace(World w, Call call) {
    List<World> worlds = List.of(w);
    for (int i = 0; i < call.args().size(); i++) {
      if (call.args().get(i).sym() instanceof Sym.Closure c && m.closures.inPlace(call, i)) {
        List<World> next = new ArrayList<>();
        for (World x : worlds) {
          Set<String> outside = x.contexts;
          Set<String> inside = Contexts.entered(outside, call.promises(i));
          x.contexts = inside;
          if (m.held.begin(x, call)) {
            held(x, c, call)
                .forEach(
                    y -> {
                      y.contexts = Contexts.left(y.contexts, inside, outside);
                      next.add(y);
                    });
          } else {
            m.closures.skip(c);
          }
        }
        worlds = next;
      }
    }
    return worlds;
  }

  /** Runs a closure under what the callee holds, which it gives back on every way out. */
  private Worlds held(World w, Sym.Closure c, Call call) {
    return m.withEnding(
        () -> {
          Worlds after = new Worlds();
          m.closures.runInPlace(w, c, call).forEach(x -> after.add(x, call.at(), m.apart));
          return after;
        },
        (worlds, way) -> {
          worlds.forEach(x -> m.held.end(x, call));
          return worlds;
        },
        call.at());
  }

  /** What the call puts things into: an argument that it changes, or what it is called on. */
  private static Value container(Call call) {
    int changed = call.contract().parameterWith("Mutates");
    return changed >= 0 && changed < call.args().size()
        ? call.args().get(changed)
        : call.receiver();
  }

  /**
   * Others may see what the callee is given, unless it is only lent, or nobody has it but an object
   * that nobody sees, or what a static method makes of it.
   */
  private void given(World w, Call call, int argument) {
    Sym given = call.args().get(argument).sym();
    Sym receiver = call.receiver().sym();
    boolean made = Env.isStatic(call.method()) && Env.reference(call.type());
    boolean lent = call.contract().parameterHas(call.parameterIndex(argument), "Borrows");
    if (given instanceof Sym.Root && receiver != null && w.fresh.contains(receiver)) {
      m.memory.keeps(w, receiver, given);
    } else if (!lent && !(given instanceof Sym.Root && made)) {
      m.memory.escape(w, given);
    }
  }

  private void arguments(World w, Call call, boolean pure, boolean mutates) {
    for (int i = 0; i < call.args().size(); i++) {
      Value a = call.args().get(i);
      m.sets.answers().heard(w, a.sym());
      int p = call.parameterIndex(i);
      boolean here = m.closures.inPlace(call, i);
      boolean safe = pure || mutates || call.contract().parameterHas(p, "TentativeSafe");
      if (!here) {
        m.closures.captures().under(a, foreign.given(call));
        m.closures.escaped(w, a, call.argTree(i), call.parameter(i));
      } else if (aside(call.receiver().sym())) {
        m.closures.captures().shared(w, a);
      }
      boolean lent =
          m.scopes.scoped(m.scopes.taken(call, i)) || call.contract().parameterHas(p, "Borrows");
      if (m.scopes.bound(w, a) && !lent) {
        boolean itself = w.scopes.containsKey(a.sym());
        boolean stored =
            mutates
                && !call.contract().parameterHas(p, "Mutates")
                && (itself || !w.fresh.contains(container(call).sym()))
                && !(!itself && Results.onlyOf(a, container(call)))
                && !m.sets.effects().keptForAWhile(w, container(call), a);
        if (stored || (itself && (!pure || keeps(call)))) {
          m.scopes.escaped(
              w, a, call.argTree(i), mutates || pure ? Event.How.STORED : Event.How.PASSED, null);
        }
      }
      if (!safe) {
        m.sets.passedOn(w, a);
        Set<Dep> deps = m.memory.contentDeps(w, a);
        if (Value.tentative(deps)) {
          m.uses.used(w, new Value(a.sym(), deps), call.argTree(i), Event.How.PASSED);
        }
        if (!here) {
          given(w, call, i);
        }
      }
    }
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;

/** Calls: by contract, by the body where it is at hand, else by what is assumed of the unknown. */
final class Calls {
  private static final Set<String> MONITOR_METHODS = Set.of("wait", "notify", "notifyAll");

  private final Machine m;
  private final Bodies bodies;

  Calls(Machine m) {
    this.m = m;
    this.bodies = new Bodies(m);
  }

  Bodies bodies() {
    return bodies;
  }

  /** Several values evaluated in a row. */
  record Many(World world, List<Value> values) {}

  List<Many> operands(List<? extends ExpressionTree> trees, World w) {
    List<Many> all = List.of(new Many(w, List.of()));
    for (ExpressionTree t : trees) {
      List<Many> next = new ArrayList<>();
      for (Many sofar : all) {
        for (Out o : m.eval(t, sofar.world())) {
          o.world().push(o.value());
          next.add(new Many(o.world(), List.of()));
        }
      }
      all = next;
    }
    List<Many> popped = new ArrayList<>();
    for (Many one : all) {
      Value[] values = new Value[trees.size()];
      for (int i = values.length; i-- > 0; ) {
        values[i] = one.world().pop();
      }
      popped.add(new Many(one.world(), List.of(values)));
    }
    return popped;
  }

  // ---- methods

  List<Out> invoke(MethodInvocationTree t, World w) {
    ExecutableElement method = m.env.method(t.getMethodSelect());
    List<Out> receivers = receiver(t, method, w);
    List<Out> outs = new ArrayList<>();
    for (Out r : receivers) {
      r.world().push(r.value());
      for (Many args : operands(t.getArguments(), r.world())) {
        Value receiver = args.world().pop();
        outs.addAll(
            call(
                args.world(),
                new Call(
                    t,
                    method,
                    m.env.contract(t, method),
                    receiver,
                    args.values(),
                    t.getArguments(),
                    m.env.type(t))));
      }
    }
    return outs;
  }

  private List<Out> receiver(MethodInvocationTree t, ExecutableElement method, World w) {
    if (Env.isStatic(method)) {
      return List.of(new Out(w, Value.UNKNOWN));
    }
    if (t.getMethodSelect() instanceof MemberSelectTree s) {
      String base = s.getExpression().toString();
      if (base.equals("super") || base.endsWith(".super")) {
        return List.of(new Out(w, Value.of(self(Env.typeOf(method)))));
      }
      return m.eval(s.getExpression(), w);
    }
    return List.of(new Out(w, Value.of(self(Env.typeOf(method)))));
  }

  /** The {@code this} that a member of the type is reached through without being named. */
  Sym self(TypeElement owner) {
    for (TypeElement t = m.frame.type(); t != null; t = Env.typeOf(t.getEnclosingElement())) {
      if (m.env.subclass(t, owner)) {
        return t.equals(m.frame.type()) ? m.frame.self() : outer(t);
      }
      if (t.getEnclosingElement().getKind() == ElementKind.PACKAGE) {
        break;
      }
    }
    return m.frame.self();
  }

  Sym outer(TypeElement t) {
    Frame root = m.root();
    return t.equals(root.type()) && root.self() != null
        ? root.self()
        : new Sym.Root(t, t.getSimpleName() + ".this");
  }

  /** One call, its operands evaluated. */
  List<Out> call(World w, Call call) {
    m.step();
    boolean isStatic = Env.isStatic(call.method());
    Tree receiverTree = receiverTree(call.at());
    if (!isStatic && call.method().getKind() != ElementKind.CONSTRUCTOR) {
      m.paths.dereference(w, call.receiver(), receiverTree, false);
      boolean asks = call.contract().has("Pure") && w.scopes.containsKey(call.receiver().sym());
      if (!call.contract().has("Closes") && !asks) {
        m.scopes.use(w, call.receiver(), receiverTree);
      }
    }
    for (int i = 0; i < call.args().size(); i++) {
      m.scopes.use(w, call.args().get(i), call.argTree(i));
    }
    m.contracted.require(w, call);
    if (m.closures.invocable(call)) {
      return m.closures.invoke(w, call.receiver(), call);
    }
    misusedMonitor(w, call);
    if (monitorWait(call)) {
      return wait(w, call);
    }
    if (Contracted.decides(call.contract())) {
      return decided(w, call);
    }
    if (cloned(call)) {
      Set<Dep> content = m.memory.contentRead(w, call.receiver(), call.at());
      content = Value.union(content, m.memory.contentDeps(w, call.receiver()));
      return List.of(new Out(w, m.memory.allocate(w, call.at(), notBorrowed(content))));
    }
    if (call.contract().has("NeverReturns")) {
      return List.of();
    }
    if (call.contract().has("Retries")) {
      return m.closures.retried(w, call);
    }
    VariableElement component = component(call);
    if (component != null) {
      return List.of(new Out(w, m.memory.read(w, call.receiver(), component, call.at())));
    }
    Program.Body body = bodies.at(w, call);
    if (body != null) {
      return bodies.enter(w, call, body);
    }
    return byDefault(w, call);
  }

  /** The component that an implicit accessor of a record reads, or null. */
  private VariableElement component(Call call) {
    TypeElement owner = Env.typeOf(call.method());
    if (owner.getKind() != ElementKind.RECORD
        || !call.args().isEmpty()
        || m.program.inline(call.method()) != null) {
      return null;
    }
    return owner.getEnclosedElements().stream()
        .filter(
            e ->
                Env.isField(e)
                    && !Env.isStatic(e)
                    && e.getSimpleName().equals(call.method().getSimpleName()))
        .map(e -> (VariableElement) e)
        .findFirst()
        .orElse(null);
  }

  private boolean cloned(Call call) {
    return call.name().equals("clone")
        && call.at() instanceof MethodInvocationTree t
        && t.getMethodSelect() instanceof MemberSelectTree s
        && m.env.type(s.getExpression()) instanceof javax.lang.model.type.ArrayType;
  }

  private static Tree receiverTree(Tree at) {
    return at instanceof MethodInvocationTree t && t.getMethodSelect() instanceof MemberSelectTree s
        ? s.getExpression()
        : at;
  }

  private List<Out> decided(World w, Call call) {
    for (TypeMirror thrown : call.method().getThrownTypes()) {
      if (thrown.getKind() == TypeKind.DECLARED) {
        m.leave(Exits.Way.thrown(thrown, Exits.Cause.CALL), w.copy(), call.at());
      }
    }
    Contract c = call.contract();
    if (c.has("Acquires")
        || c.has("Validates")
        || c.has("Closes")
        || c.has("OpensContext")
        || c.has("AssertsHeld")) {
      passTentative(w, call);
    }
    return m.contracted.apply(w, call);
  }

  private void passTentative(World w, Call call) {
    for (int i = 0; i < call.args().size(); i++) {
      m.sections.used(w, call.args().get(i), call.argTree(i), Event.How.PASSED);
    }
  }

  // ---- monitors

  private void misusedMonitor(World w, Call call) {
    String name = call.name();
    if (MONITOR_METHODS.contains(name)
        && Env.typeOf(call.method()).getQualifiedName().contentEquals("java.lang.Object")
        && call.at() instanceof MethodInvocationTree t
        && t.getMethodSelect() instanceof MemberSelectTree s
        && (m.env.marked(m.env.type(s.getExpression()), "LockType")
            || m.env.marked(m.env.type(s.getExpression()), "LockCondition"))) {
      m.emit(new Event.MonitorOfLock(m.here(call.at()), Names.text(s.getExpression()), name));
    }
  }

  private static boolean monitorWait(Call call) {
    return MONITOR_METHODS.contains(call.name())
        && Env.typeOf(call.method()).getQualifiedName().contentEquals("java.lang.Object");
  }

  private List<Out> wait(World w, Call call) {
    Sym object = call.receiver().sym();
    if (object != null) {
      Sym monitor = new Sym.Monitor(object);
      TypeMirror type = m.env.type(receiverTree(call.at()));
      boolean lock = m.env.marked(type, "LockType") || m.env.marked(type, "LockCondition");
      if (!lock && m.holds.heldMode(w, monitor) == null && m.memory.guards().unmarkedRoot()) {
        m.emit(
            new Event.Precondition(m.cause(call.at()), call.name(), Names.of(monitor), true, null));
      }
    }
    if (call.name().equals("wait")) {
      if (m.loops == 0 && !m.contracted.delegates()) {
        m.emit(new Event.AwaitOutsideLoop(m.here(call.at()), "wait"));
      }
      m.holds.forgetMemory(w);
      for (TypeMirror thrown : call.method().getThrownTypes()) {
        m.leave(Exits.Way.thrown(thrown, Exits.Cause.CALL), w.copy(), call.at());
      }
    }
    return List.of(new Out(w, Value.UNKNOWN));
  }

  // ---- constructors

  List<Out> create(NewClassTree t, World w) {
    List<Out> outs = new ArrayList<>();
    List<Out> outers =
        t.getEnclosingExpression() == null
            ? List.of(new Out(w, Value.UNKNOWN))
            : m.eval(t.getEnclosingExpression(), w);
    ExecutableElement constructor = m.env.element(t) instanceof ExecutableElement x ? x : null;
    if (constructor == null) {
      throw new Unsupported("unresolved constructor");
    }
    for (Out o : outers) {
      for (Many args : operands(t.getArguments(), o.world())) {
        outs.addAll(construct(args.world(), t, constructor, args.values()));
      }
    }
    return outs;
  }

  private List<Out> construct(
      World w, NewClassTree t, ExecutableElement constructor, List<Value> args) {
    Call call =
        new Call(
            t,
            constructor,
            m.env.contract(constructor),
            Value.UNKNOWN,
            args,
            t.getArguments(),
            m.env.type(t));
    Set<Dep> content = new LinkedHashSet<>();
    for (int i = 0; i < args.size(); i++) {
      Value a = args.get(i);
      m.scopes.use(w, a, call.argTree(i));
      content.addAll(m.memory.contentDeps(w, a));
      if (!a.deps().isEmpty() || a.sym() != null) {
        if (m.scopes.bound(w, a)
            && !m.scopes.scoped(call.parameter(i).asType())
            && !call.contract().has("Pure")) {
          m.scopes.escaped(w, a, call.argTree(i), Event.How.STORED, null);
        } else if (m.scopes.bound(w, a) && m.scopes.scoped(call.parameter(i).asType())) {
          m.scopes.escaped(w, a, call.argTree(i), Event.How.STORED, null);
        }
      }
      m.closures.escaped(w, a, call.argTree(i), call.parameter(i));
    }
    m.contracted.require(w, call);
    if (call.contract().has("Pure") && call.contract().mark("Pure").get().flag("mayThrow", false)) {
      Set<Dep> torn = new LinkedHashSet<>(Paths.tentative(content));
      for (int i = 0; i < args.size(); i++) {
        Set<Dep> read = m.memory.contentRead(w, args.get(i), call.argTree(i));
        content.addAll(read);
        torn.addAll(Paths.tentative(read));
      }
      m.raise(w, t, torn);
    } else if (!call.contract().has("Pure")) {
      m.raise(w, t);
    }
    if (t.getClassBody() != null) {
      m.closures.escapedBody(w, t.getClassBody(), t);
    }
    if (call.contract().has("OpensContext")) {
      return List.of(new Out(w, m.scopes.open(w, call.type(), Set.of(), t)));
    }
    return made(w, call, content);
  }

  /** The new object, as its constructor makes it where that can be seen. */
  private List<Out> made(World w, Call call, Set<Dep> content) {
    TypeElement owner = Env.typeOf(call.method());
    boolean record = owner.getKind() == ElementKind.RECORD;
    Program.Body body = bodies.at(w, call);
    if (body == null && !(record && m.program.inline(call.method()) == null)) {
      return List.of(new Out(w, m.memory.allocate(w, call.at(), content)));
    }
    Value made = m.memory.allocate(w, call.at(), Set.of());
    if (record && (body == null || compact(body))) {
      int i = 0;
      for (Element e : owner.getEnclosedElements()) {
        if (e.getKind() == ElementKind.RECORD_COMPONENT && i < call.args().size()) {
          VariableElement f = field(owner, e);
          if (f != null) {
            w.heap.put(new Slot(made.sym(), f), call.args().get(i));
          }
          i++;
        }
      }
    }
    if (body == null) {
      return List.of(new Out(w, made));
    }
    Call onto =
        new Call(
            call.at(),
            call.method(),
            call.contract(),
            made,
            call.args(),
            call.argTrees(),
            call.type());
    List<Out> outs = new ArrayList<>();
    bodies.enter(w, onto, body).forEach(o -> outs.add(new Out(o.world(), made)));
    return outs;
  }

  private static VariableElement field(TypeElement owner, Element component) {
    for (Element e : owner.getEnclosedElements()) {
      if (Env.isField(e) && e.getSimpleName().equals(component.getSimpleName())) {
        return (VariableElement) e;
      }
    }
    return null;
  }

  /** Whether a record's constructor leaves its fields to the compiler. */
  private static boolean compact(Program.Body b) {
    return b.writes.stream().noneMatch(f -> f.getEnclosingElement().equals(Env.typeOf(b.method)));
  }

  // ---- the unknown

  /**
   * What is assumed where neither a contract nor a body speaks: the call may throw, takes its
   * arguments where others can see them, and gives something that depends on what it was given.
   */
  private List<Out> byDefault(World w, Call call) {
    Contract c = call.contract();
    Set<Dep> content = Set.of();
    if (!c.has("Mutates") && call.receiver().sym() != null) {
      content = m.memory.contentRead(w, call.receiver(), call.at());
      content = Value.union(content, m.memory.contentDeps(w, call.receiver()));
    }
    Set<Dep> deps = Value.union(call.receiver().deps(), content);
    for (Value a : call.args()) {
      deps = Value.union(deps, m.memory.contentDeps(w, a));
    }
    List<Out> outs = new ArrayList<>();
    for (World after : inPlace(w, call)) {
      outs.add(new Out(after, finish(after, call, deps, content)));
    }
    return outs;
  }

  private Value finish(World w, Call call, Set<Dep> deps, Set<Dep> content) {
    Contract c = call.contract();
    boolean pure = c.has("Pure") || c.has("TentativeSafe");
    boolean mutates = c.has("Mutates");
    arguments(w, call, pure, mutates);
    if (mutates) {
      if (c.parameterWith("RunsInPlace") >= 0) {
        m.paths.asked(w, new Value(null, m.memory.contentRead(w, call.receiver(), call.at())));
      }
      boolean replaces = c.mark("Mutates").get().flag("replaces", false);
      m.memory.absorb(w, call.receiver(), call.args(), replaces, call.at());
      m.raise(w, call.at());
    } else if (pure) {
      boolean mayThrow = c.mark("Pure").map(p -> p.flag("mayThrow", false)).orElse(false);
      if (mayThrow || m.options.strict()) {
        m.raise(w, call.at(), Paths.tentative(mayThrow ? deps : content));
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
    return mutates && fluent(call) ? call.receiver() : result(w, call, deps, pure);
  }

  /** Whether what a pure method returns may hold on to what it was given. */
  private boolean keeps(Call call) {
    TypeMirror t = call.type();
    return Env.reference(t) && !m.scopes.scoped(t) && !t.toString().equals("java.lang.String");
  }

  /** Whether the method returns what it was called on. */
  private boolean fluent(Call call) {
    return m.env.types.isSameType(
        m.env.types.erasure(call.method().getReturnType()),
        m.env.types.erasure(Env.typeOf(call.method()).asType()));
  }

  private Value view(Call call, Set<Dep> deps) {
    Sym of = call.receiver().sym();
    if (of == null && !call.args().isEmpty()) {
      of = call.args().get(0).sym();
    }
    Sym view = of == null ? null : m.term("view", of, Sym.NULL);
    return new Value(view == null ? m.site(call.at()) : view, deps);
  }

  private void unknown(World w, Call call) {
    for (TypeMirror thrown : call.method().getThrownTypes()) {
      if (thrown.getKind() == TypeKind.DECLARED && (m.handlers > 0 || w.live())) {
        m.leave(Exits.Way.thrown(thrown, Exits.Cause.CALL), w.copy(), call.at());
      }
    }
    Tree receiver = receiverTree(call.at());
    if (call.receiver().tentative()
        && receiver != call.at()
        && !m.env.immutable(m.env.type(receiver))
        && !m.closures.functional(Env.typeOf(call.method()))) {
      m.raise(w, call.at(), Paths.tentative(call.receiver().deps()));
    } else {
      m.raise(w, call.at());
    }
    touched(w, call);
    if (m.closures.functional(Env.typeOf(call.method())) && m.sections.anyOpen(w)) {
      if (call.type() != null && call.type().getKind() == TypeKind.VOID) {
        m.sections.effect(w, call.at(), "calls `" + Names.text(receiver) + "`", null, null);
      }
    }
  }

  /** A call of something unknown on the content of a field may change it. */
  private void touched(World w, Call call) {
    Memory.Origin o = Memory.origin(call.receiver().sym());
    if (o != null
        && !m.memory.container(o.field())
        && call.method().getKind() == ElementKind.METHOD
        && !m.env.immutable(o.field().asType())
        && !m.env.threadSafe(o.field().asType())
        && m.holds.held(w).stream().anyMatch(k -> k.mode() == lockproof.contract.Mode.EXCLUSIVE)) {
      m.memory.contentWritten(w, call.receiver(), call.at());
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
    boolean copy = pure || !Env.reference(call.type()) || m.env.immutable(call.type());
    Set<Dep> kept = copy ? notBorrowed(deps) : deps;
    Sym sym = null;
    if (pure
        && (Env.isStatic(call.method()) || m.env.immutable(Env.typeOf(call.method()).asType()))) {
      sym = pureTerm(call);
    }
    if (m.closures.functional(Env.typeOf(call.method())) && m.sections.anyOpen(w)) {
      kept = Value.union(kept, m.closures.openSections(w));
    }
    if (sym == null) {
      sym = m.site(call.at());
      boolean keyed =
          pure
              && !call.args().isEmpty()
              && m.env.contracts.hasMutators(Env.typeOf(call.method()).asType());
      m.memory.mayBeAbsent(sym, keyed && Env.reference(call.type()));
    }
    return new Value(sym, kept);
  }

  private static List<Value> concat(Call call) {
    List<Value> all = new ArrayList<>(call.args());
    all.add(call.receiver());
    return all;
  }

  private static Set<Dep> notBorrowed(Set<Dep> deps) {
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
      if (call.args().get(i).sym() instanceof Sym.Closure c
          && call.contract().parameterHas(call.parameterIndex(i), "RunsInPlace")) {
        List<World> next = new ArrayList<>();
        for (World x : worlds) {
          if (m.contracted.beginHeld(x, call)) {
            held(x, c, call).forEach(next::add);
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
          worlds.forEach(x -> m.contracted.endHeld(x, call));
          return worlds;
        },
        call.at());
  }

  private void arguments(World w, Call call, boolean pure, boolean mutates) {
    for (int i = 0; i < call.args().size(); i++) {
      Value a = call.args().get(i);
      int p = call.parameterIndex(i);
      boolean here = call.contract().parameterHas(p, "RunsInPlace");
      boolean safe = pure || mutates || call.contract().parameterHas(p, "TentativeSafe");
      TypeMirror type = call.parameter(i) == null ? null : call.parameter(i).asType();
      if (!here) {
        m.closures.escaped(w, a, call.argTree(i), call.parameter(i));
      }
      if (m.scopes.bound(w, a) && !m.scopes.scoped(type)) {
        boolean itself = w.scopes.containsKey(a.sym());
        if (mutates || (itself && (!pure || keeps(call)))) {
          m.scopes.escaped(
              w, a, call.argTree(i), mutates || pure ? Event.How.STORED : Event.How.PASSED, null);
        }
      }
      if (!safe) {
        Set<Dep> deps = m.memory.contentDeps(w, a);
        if (Value.tentative(deps)) {
          m.sections.used(w, new Value(a.sym(), deps), call.argTree(i), Event.How.PASSED);
        }
        if (!(a.sym() instanceof Sym.Root)) {
          m.memory.escape(w, a.sym());
        }
      }
    }
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;

/** Calls: by contract, by the body where it is at hand, else by what is assumed of the unknown. */
final class Calls {
  private final Machine m;
  private final Bodies bodies;
  private final Constructors constructors;
  private final Unknowns unknowns;
  private final Monitors monitors;

  Calls(Machine m) {
    this.m = m;
    this.bodies = new Bodies(m);
    this.constructors = new Constructors(m);
    this.unknowns = new Unknowns(m);
    this.monitors = new Monitors(m);
  }

  Unknowns unknowns() {
    return unknowns;
  }

  Bodies bodies() {
    return bodies;
  }

  /** Makes an object. */
  List<Out> create(NewClassTree t, World w) {
    return constructors.create(t, w);
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
    if (receiverTree(t) instanceof MethodInvocationTree) {
      m.closures.consumes(t, m.env.contract(t, method));
    }
    if (!t.getArguments().isEmpty()) {
      m.closures.consumesArguments(t, m.env.contract(t, method));
    }
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
      if (isSuper(s.getExpression())) {
        return List.of(new Out(w, Value.of(self(Env.typeOf(method)))));
      }
      int names = m.env.contract(t, method).has("Releases") ? 1 : 0;
      m.naming += names;
      try {
        return m.eval(s.getExpression(), w);
      } finally {
        m.naming -= names;
      }
    }
    return List.of(new Out(w, Value.of(self(Env.typeOf(method)))));
  }

  private static boolean isSuper(Tree t) {
    return t instanceof IdentifierTree i
        ? i.getName().contentEquals("super")
        : t instanceof MemberSelectTree s && s.getIdentifier().contentEquals("super");
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
    return t.equals(root.type()) && root.self() != null ? root.self() : outside(t);
  }

  /** The object of an enclosing class, seen from inside. */
  static Sym outside(TypeElement t) {
    return new Sym.Root(t, t.getSimpleName() + ".this");
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
    m.contracted.preconditions().require(w, call);
    m.atomics.called(w, call);
    if (m.closures.invocable(call)) {
      return m.closures.invoke(w, call.receiver(), call);
    }
    if (call.contract().has("SetStep")) {
      return m.sets.step(w, call);
    }
    if (SetClosures.runs(call)) {
      return m.sets.closures().run(w, call);
    }
    monitors.misused(w, call);
    if (Monitors.waits(call)) {
      return monitors.wait(w, call);
    }
    if (Contracted.decides(call.contract())) {
      return decided(w, call);
    }
    if (cloned(call)) {
      Set<Dep> content = m.memory.contentRead(w, call.receiver(), call.at());
      content = Value.union(content, m.memory.contentDeps(w, call.receiver()));
      return List.of(new Out(w, m.memory.allocate(w, call.at(), Unknowns.notBorrowed(content))));
    }
    if (call.contract().has("NeverReturns")) {
      return List.of();
    }
    if (call.contract().has("Retries")) {
      return new Reruns(m).run(w, call);
    }
    VariableElement component = component(call);
    if (component != null) {
      return List.of(new Out(w, m.memory.read(w, call.receiver(), component, call.at())));
    }
    List<Out> outs = bodies.call(w, call);
    return outs == null ? unknowns.call(w, call) : outs;
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

  static Tree receiverTree(Tree at) {
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
      m.uses.used(w, call.args().get(i), call.argTree(i), Event.How.PASSED);
    }
  }
}

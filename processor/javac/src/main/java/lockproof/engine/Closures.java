package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;

/**
 * Lambdas and method references: run where they are called, judged as captures where they leave.
 */
final class Closures {
  private final Machine m;
  private final Captures captures;

  /** Lambdas that were interpreted in place. */
  private final Set<Tree> ran = new HashSet<>();

  Closures(Machine m) {
    this.m = m;
    this.captures = new Captures(m, this);
  }

  /** Calls whose result is consumed in the same expression, with what they were given: by what. */
  private final Map<Tree, Tree> consumed = new HashMap<>();

  /** Regions of what closures gave to those calls. */
  private final Map<Tree, Set<Dep>> yielded = new HashMap<>();

  /** What the receivers of method references depended on. */
  private final Map<Tree, Set<Dep>> bound = new HashMap<>();

  void begin() {
    ran.clear();
    captures.begin();
    consumed.clear();
    yielded.clear();
    bound.clear();
  }

  /** Where closures go. */
  Captures captures() {
    return captures;
  }

  /** A value leaves for where it may be called at any time. */
  void escaped(World w, Value v, Tree at, VariableElement parameter) {
    captures.escaped(w, v, at, parameter);
  }

  boolean ran(Tree lambda) {
    return ran.contains(lambda);
  }

  /** Notes in which contexts the callee runs what it is given. */
  void promise(Call call) {
    for (int i = 0; i < call.argTrees().size(); i++) {
      List<Mark> promises = call.promises(i);
      if (!promises.isEmpty()) {
        Tree given = Env.strip(call.argTrees().get(i));
        if (i < call.args().size() && call.args().get(i).sym() instanceof Sym.Closure c) {
          given = c.tree();
        } else if (given instanceof NewClassTree made && made.getClassBody() != null) {
          given = made.getClassBody();
        }
        m.env.promised.merge(given, Contexts.entered(Set.of(), promises), Closures::both);
      }
    }
  }

  private static Set<String> both(Set<String> a, Set<String> b) {
    Set<String> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  /** The contexts in which whoever took a lambda, or an anonymous class, runs it. */
  Set<String> promised(Tree closure) {
    Set<String> given = m.env.promised.getOrDefault(closure, Set.of());
    ExecutableElement called = closure instanceof ExpressionTree e ? called(e) : null;
    return called == null
        ? given
        : Contexts.entered(given, m.env.contract(called).all("RequiresContext"));
  }

  /** The method of the interface that a closure stands for, or null. */
  private ExecutableElement called(ExpressionTree closure) {
    TypeElement t = Env.declared(m.env.type(closure));
    return t == null ? null : m.env.interfaces.method(t);
  }

  Value create(Tree t, Sym receiver) {
    return Value.of(new Sym.Closure(t, m.frame.self(), receiver));
  }

  /** A call on the results of others: unless it gives such a one itself, it consumes them. */
  void consumes(MethodInvocationTree call, Contract contract) {
    if (!contract.has("Borrows") || consumed.containsKey(call)) {
      chain(Calls.receiverTree(call), call);
    }
  }

  /** The results of other calls that a call is given for while it runs: these are consumed too. */
  void consumesArguments(MethodInvocationTree call, Contract contract) {
    for (int i = 0; i < call.getArguments().size(); i++) {
      if (Env.strip(call.getArguments().get(i)) instanceof MethodInvocationTree given
          && inPlace(call, contract, i)) {
        consumed.put(given, consumed.getOrDefault(call, call));
      }
    }
  }

  private void chain(Tree first, Tree by) {
    Tree receiver = first;
    Tree of = by;
    while (receiver != of
        && receiver instanceof MethodInvocationTree t
        && m.env.method(t.getMethodSelect()) != null) {
      Contract c = m.env.contract(t, m.env.method(t.getMethodSelect()));
      if (!c.has("Borrows") && c.parameterWith("RunsWithResult") < 0) {
        return;
      }
      if (c.parameterWith("RunsWithResult") >= 0) {
        consumed.put(t, consumed.getOrDefault(by, by));
      }
      of = receiver;
      receiver = Calls.receiverTree(t);
    }
  }

  /**
   * Whether an argument is called, if at all, before the expression that the call is in is over.
   */
  boolean inPlace(Call call, int argument) {
    return inPlace(call.at(), call.contract(), call.parameterIndex(argument))
        || m.calls.bodies().keepsNothing(call, call.args().get(argument));
  }

  private boolean inPlace(Tree call, Contract contract, int parameter) {
    return contract.parameterHas(parameter, "RunsInPlace")
        || contract.parameterHas(parameter, "RunsWithResult") && consumed.containsKey(call);
  }

  /** A reference to a method of this very object. */
  Value reference(MemberReferenceTree t, Value receiver) {
    bound.put(t, receiver.deps());
    return create(t, receiver.sym() == null ? m.site(t.getQualifierExpression()) : receiver.sym());
  }

  Value receiver(Sym.Closure c) {
    return new Value(c.receiver(), bound.getOrDefault(c.tree(), Set.of()));
  }

  /** Whether the call runs a closure that is known. */
  boolean invocable(Call call) {
    return call.receiver().sym() instanceof Sym.Closure
        && call.method().getModifiers().contains(Modifier.ABSTRACT);
  }

  /** Runs a known closure. */
  List<Out> invoke(World w, Value closure, Call call) {
    Sym.Closure c = (Sym.Closure) closure.sym();
    return m.contexts.within(
        w, call.contract().all("RequiresContext"), () -> run(w, c, call.args(), call));
  }

  /** Runs a closure that the callee calls once before it returns. */
  List<Out> once(World w, Sym.Closure c, List<Value> args, Call call) {
    return run(w, c, args, call);
  }

  private List<Out> run(World w, Sym.Closure c, List<Value> args, Call call) {
    if (c.tree() instanceof MemberReferenceTree ref) {
      return reference(w, ref, c, args, call);
    }
    if (c.tree() instanceof ClassTree body) {
      return anonymous(w, body, c, args, call);
    }
    LambdaExpressionTree lambda = (LambdaExpressionTree) c.tree();
    if (m.frame.runs(lambda) || m.frame.depth() > 6) {
      return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
    }
    ran.add(lambda);
    Map<VariableElement, Value> bound = new HashMap<>();
    for (int i = 0; i < lambda.getParameters().size(); i++) {
      bind(w, lambda.getParameters().get(i), i < args.size() ? args.get(i) : Value.UNKNOWN, bound);
    }
    boolean gives = gives(lambda);
    TypeElement type = m.frame.type();
    Frame f = m.calls.bodies().frame(call.at(), lambda, m.frame.owner(), type, c.self());
    return m.calls
        .bodies()
        .run(
            w,
            f,
            bound,
            worlds -> {
              if (lambda.getBody() instanceof ExpressionTree e) {
                if (!gives) {
                  m.sets.answers().discards(Env.strip(e));
                }
                Worlds end = new Worlds();
                for (World x : worlds) {
                  for (Out o : m.eval(e, x)) {
                    o.world().result = gives ? o.value() : Value.UNKNOWN;
                    m.endings().givenOut(o.world(), o.world().result, e);
                    m.scopes.dropUnreachable(o.world(), o.world().result);
                    end.add(o.world(), lambda, m.apart);
                  }
                }
                return end;
              }
              return m.statements.exec((StatementTree) lambda.getBody(), worlds);
            },
            call.at());
  }

  /** Runs the only method of an anonymous class. */
  private List<Out> anonymous(World w, ClassTree body, Sym.Closure c, List<Value> args, Call call) {
    MethodTree method = Anonymous.closure(m.env, body);
    if (m.frame.runs(method)
        || m.frame.depth() > 6
        || !(m.env.element(method) instanceof ExecutableElement x)) {
      return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
    }
    ran.add(body);
    Map<VariableElement, Value> bound = new HashMap<>();
    for (int i = 0; i < x.getParameters().size(); i++) {
      bind(w, method.getParameters().get(i), i < args.size() ? args.get(i) : Value.UNKNOWN, bound);
    }
    TypeElement type = Env.typeOf(x);
    Frame f =
        m.calls
            .bodies()
            .frame(call.at(), method, m.frame.owner(), type, new Sym.Root(type, "this"));
    return m.calls
        .bodies()
        .run(w, f, bound, worlds -> m.statements.exec(method.getBody(), worlds), call.at());
  }

  private void bind(World w, VariableTree p, Value v, Map<VariableElement, Value> bound) {
    if (m.env.element(p) instanceof VariableElement x) {
      Value given = v;
      if (given.sym() == null) {
        given = new Value(new Sym.Site(p, m.frame), given.deps());
        m.note(given.sym());
      }
      boolean known = w.scopes.containsKey(given.sym()) || w.sets.containsKey(given.sym());
      if (!known) {
        m.scopes.lend(w, given.sym(), x, p);
      }
      bound.put(x, given);
    }
  }

  /** Whether the value of the closure goes anywhere. */
  boolean gives(ExpressionTree closure) {
    ExecutableElement called = called(closure);
    return called == null || Env.returns(called);
  }

  /** The closure would run where its caller waits for itself: there is nothing more to say. */
  void skip(Sym.Closure c) {
    ran.add(c.tree());
  }

  private List<Out> reference(
      World w, MemberReferenceTree ref, Sym.Closure c, List<Value> args, Call call) {
    if (!(m.env.element(ref) instanceof ExecutableElement method)
        || method.getKind() != ElementKind.METHOD) {
      return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
    }
    Value receiver = c.receiver() == null ? Value.UNKNOWN : receiver(c);
    List<Value> rest = args;
    if (c.receiver() == null && !Env.isStatic(method) && !args.isEmpty()) {
      receiver = args.get(0);
      rest = args.subList(1, args.size());
    }
    List<Value> given = new ArrayList<>();
    for (int i = 0; i < rest.size() && i < method.getParameters().size(); i++) {
      given.add(lent(w, rest.get(i), method.getParameters().get(i), ref));
    }
    List<Out> outs = new ArrayList<>();
    // Where a helper runs it, the reference is all that the judged method shows of the call.
    Call through =
        new Call(
            m.env.inside(call.at(), m.root().body()) ? call.at() : ref,
            method,
            m.env.contract(method),
            receiver,
            given,
            List.of(),
            method.getReturnType());
    boolean gives = gives(ref);
    for (Out o : m.calls.call(w, through)) {
      if (gives) {
        m.endings().givenOut(o.world(), o.value(), ref);
      }
      outs.add(gives ? o : new Out(o.world(), Value.UNKNOWN));
    }
    return outs;
  }

  /** An argument of unknown origin: a token among them is lent by the caller. */
  private Value lent(World w, Value v, VariableElement parameter, Tree at) {
    if (v.sym() != null || !m.scopes.scoped(parameter.asType())) {
      return v;
    }
    Value named = new Value(m.site(at), v.deps());
    m.scopes.lend(w, named.sym(), parameter, at);
    return named;
  }

  /** Runs a closure that the callee calls any number of times before it returns. */
  List<World> runInPlace(World w, Sym.Closure c, Call call) {
    Value element = new Value(null, Value.union(elementDeps(w, call), m.held.lent(w, call)));
    List<Value> args = List.of(element, element, element);
    Worlds head = Worlds.of(w);
    m.quiet++;
    m.enterLoop();
    try {
      for (int i = 0; i < 8; i++) {
        boolean changed = false;
        for (World x : head) {
          for (Out o : run(x.copy(), c, args, call)) {
            m.age(o.world(), call.at());
            changed |= head.add(o.world(), call.at(), Machine.TOGETHER) != null;
          }
        }
        if (!changed) {
          break;
        }
      }
    } finally {
      m.quiet--;
      m.leaveLoop();
    }
    Worlds end = new Worlds();
    for (World x : head) {
      end.add(x.copy(), call.at(), Machine.TOGETHER);
      for (Out o : run(x, c, args, call)) {
        givenBack(o, c, call);
        end.add(o.world(), call.at(), Machine.TOGETHER);
      }
    }
    List<World> all = new ArrayList<>();
    end.forEach(all::add);
    return all;
  }

  /** What the closure returns leaves it, unless a call of the same expression takes it. */
  private void givenBack(Out o, Sym.Closure c, Call call) {
    boolean into = call.contract().has("Pure") && !call.contract().has("HeldDuring");
    Tree consumer = consumed.getOrDefault(call.at(), into ? call.at() : null);
    if (consumer == null) {
      m.held.givenBack(o.world(), o.value(), c.tree());
      return;
    }
    Set<Dep> given = yielded.computeIfAbsent(consumer, t -> new LinkedHashSet<>());
    given.addAll(o.value().deps());
    given.removeIf(d -> d.kind() != Dep.Kind.BORROWED);
    if (o.value().sym() != null && o.world().scopes.containsKey(o.value().sym())) {
      given.add(new Dep(Dep.Kind.BORROWED, o.value().sym()));
    }
  }

  /** Regions of what was given to the call by closures in the same expression. */
  Set<Dep> yielded(Tree call) {
    return yielded.getOrDefault(call, Set.of());
  }

  private Set<Dep> elementDeps(World w, Call call) {
    Set<Dep> deps = call.receiver().deps();
    if (call.receiver().sym() != null) {
      deps = Value.union(deps, m.memory.contentDeps(w, call.receiver()));
    }
    return deps;
  }

  /**
   * What a closure that is not known may have read: nothing of a section that was given up for what
   * had been read in it.
   */
  Set<Dep> openSections(World w, Sym reader, Tree at) {
    Set<Dep> deps = new LinkedHashSet<>();
    w.sections.forEach(
        (k, s) -> {
          if (s.state() == Section.State.OPEN
              && !s.over()
              && !MarkedSections.pure(s)
              && (!m.sections.anyRead(k) || m.uses.awaited(w, k, at))) {
            m.sections.readBy(k, reader);
            deps.add(new Dep(Dep.Kind.TENTATIVE, k));
          }
        });
    return deps;
  }
}

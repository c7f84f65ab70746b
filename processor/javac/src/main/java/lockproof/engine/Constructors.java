package lockproof.engine;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Makes objects: their arguments judged, their constructors followed where they can be seen. */
final class Constructors {
  private final Machine m;

  Constructors(Machine m) {
    this.m = m;
  }

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
      for (Calls.Many args : m.calls.operands(t.getArguments(), o.world())) {
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
      boolean lent =
          call.contract().parameterHas(call.parameterIndex(i), "Borrows") || borrows(w, call, i);
      Set<Dep> given = m.memory.contentDeps(w, a);
      boolean copied = call.contract().has("Pure") && !m.scopes.scoped(call.parameter(i).asType());
      content.addAll(lent || copied ? Unknowns.notBorrowed(given) : given);
      boolean itself = a.sym() != null && w.scopes.containsKey(a.sym());
      if (!lent
          && !copied
          && (itself || !followed(w, call))
          && m.scopes.bound(w, new Value(a.sym(), given))) {
        m.scopes.escaped(w, a, call.argTree(i), Event.How.STORED, null);
      }
      m.closures.escaped(w, a, call.argTree(i), call.parameter(i));
    }
    m.sets.classes().written(call.type(), t);
    m.contracted.preconditions().require(w, call);
    if (call.contract().has("Pure") && call.contract().mark("Pure").get().flag("mayThrow", false)) {
      Set<Dep> torn = new LinkedHashSet<>(Paths.tentative(content));
      for (int i = 0; i < args.size(); i++) {
        Set<Dep> read = m.memory.contentRead(w, args.get(i), call.argTree(i));
        content.addAll(read);
        torn.addAll(Paths.tentative(read));
      }
      m.raise(w, t, torn);
    } else if (!call.contract().has("Pure") && !storesOnly(constructor)) {
      m.raise(w, t);
    }
    if (t.getClassBody() != null && Anonymous.closure(m.env, t.getClassBody()) != null) {
      return List.of(new Out(w, m.closures.create(t.getClassBody(), null)));
    }
    if (t.getClassBody() != null) {
      m.closures.captures().escapedBody(w, t.getClassBody(), t);
    }
    if (call.contract().has("OpensContext")) {
      return List.of(new Out(w, m.scopes.open(w, call.type(), Set.of(), t)));
    }
    List<Out> outs = made(w, call, content);
    for (Out o : outs) {
      args.forEach(a -> m.memory.keeps(o.world(), o.value().sym(), a.sym()));
      if (inner(call)) {
        m.memory.keeps(o.world(), o.value().sym(), m.frame.self());
      }
    }
    return outs;
  }

  /** Whether the object belongs to the one that makes it. */
  private static boolean inner(Call call) {
    TypeElement type = Env.declared(call.type());
    return type != null
        && (type.getNestingKind() == NestingKind.MEMBER
            ? !type.getModifiers().contains(Modifier.STATIC)
            : type.getNestingKind().isNested());
  }

  /** Whether what the constructor does with its arguments is seen. */
  private boolean followed(World w, Call call) {
    return m.calls.bodies().at(w, call) != null
        || Env.typeOf(call.method()).getKind() == ElementKind.RECORD
            && m.program.inline(call.method()) == null;
  }

  /** Whether the constructor does nothing but keep what it is given, and so cannot throw. */
  private boolean storesOnly(ExecutableElement constructor) {
    TypeElement type = Env.typeOf(constructor);
    if (type.getKind() == ElementKind.RECORD) {
      return m.env.elements.getOrigin(constructor)
          == javax.lang.model.util.Elements.Origin.MANDATED;
    }
    Body b = m.program.inline(constructor);
    TypeElement parent = Env.declared(type.getSuperclass());
    return b != null
        && parent != null
        && Env.declared(parent.getSuperclass()) == null
        && b.owner.getMembers().stream().noneMatch(Constructors::initializes)
        && b.tree.getBody().getStatements().stream().allMatch(Constructors::keeps);
  }

  /** Whether something is done before the constructor comes to its own statements. */
  private static boolean initializes(Tree member) {
    return member instanceof VariableTree v
        ? v.getInitializer() != null && !v.getModifiers().getFlags().contains(Modifier.STATIC)
        : member instanceof BlockTree b && !b.isStatic();
  }

  private static boolean keeps(StatementTree t) {
    return t instanceof ExpressionStatementTree e
        && (e.getExpression() instanceof AssignmentTree a
            ? a.getVariable() instanceof MemberSelectTree s
                && s.getExpression() instanceof IdentifierTree
                && a.getExpression() instanceof IdentifierTree
            : e.getExpression() instanceof MethodInvocationTree call
                && call.getArguments().isEmpty()
                && call.getMethodSelect() instanceof IdentifierTree name
                && name.getName().contentEquals("super"));
  }

  /** The new object, as its constructor makes it where that can be seen. */
  private List<Out> made(World w, Call call, Set<Dep> content) {
    TypeElement owner = Env.typeOf(call.method());
    boolean record = owner.getKind() == ElementKind.RECORD;
    Body body = m.calls.bodies().at(w, call);
    if (body == null && !(record && m.program.inline(call.method()) == null)) {
      Value opaque = m.memory.allocate(w, call.at(), content);
      for (int i = 0; i < call.args().size(); i++) {
        Sym given = call.args().get(i).sym();
        if (given != null && m.holds.heldMode(w, LockPaths.lockOf(given)) != null) {
          w.heap.put(new Slot(opaque.sym(), "given " + i), call.args().get(i));
        }
      }
      return List.of(new Out(w, opaque));
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
    for (Out o : m.calls.bodies().enter(w, onto, body)) {
      kept(o.world(), made, call);
      outs.add(new Out(o.world(), made));
    }
    return outs;
  }

  /**
   * Whether the constructor takes a token or guard for as long as it runs, as far as its type
   * tells.
   */
  private boolean borrows(World w, Call call, int i) {
    return call.parameter(i) != null
        && m.scopes.scoped(call.parameter(i).asType())
        && m.program.inline(call.method()) != null
        && m.calls.bodies().at(w, call) != null;
  }

  /** A token or guard that the new object keeps has been stored. */
  private void kept(World w, Value made, Call call) {
    for (int i = 0; i < call.args().size(); i++) {
      Sym given = call.args().get(i).sym();
      boolean kept =
          given != null
              && w.scopes.containsKey(given)
              && w.heap.entrySet().stream()
                  .anyMatch(
                      e ->
                          made.sym().equals(e.getKey().owner())
                              && given.equals(e.getValue().sym()));
      if (kept) {
        m.scopes.escaped(w, call.args().get(i), call.argTree(i), Event.How.STORED, null);
      }
    }
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
  private static boolean compact(Body b) {
    return b.writes.stream().noneMatch(f -> f.getEnclosingElement().equals(Env.typeOf(b.method)));
  }
}

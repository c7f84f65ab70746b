package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** Closures that leave, and what they take with them. */
final class Captures {
  private final Machine m;
  private final Closures closures;
  private final Map<Tree, Sym> left = new HashMap<>();
  private final Map<Tree, Boolean> mentions = new HashMap<>();
  private final Set<Tree> theirs = new HashSet<>();

  /** Locks that went along with a closure, for whoever runs it to hold meanwhile. */
  private final Map<Tree, List<Sym>> under = new HashMap<>();

  /** What is known of captured locals wherever the lambda runs: other names of stable paths. */
  private final Map<VariableElement, Value> names = new HashMap<>();

  Captures(Machine m, Closures closures) {
    this.m = m;
    this.closures = closures;
  }

  /** Lambdas that a body which was followed gave back, with the locals that they took along. */
  private final Map<Tree, Map<VariableElement, Value>> back = new HashMap<>();

  void begin() {
    names.clear();
    back.clear();
    left.clear();
    under.clear();
    theirs.clear();
  }

  /** Lambdas that go to callers who are known, and are judged by what those do with them. */
  Set<Tree> theirs() {
    return theirs;
  }

  /** Lambdas that were made by those who were called, and leave. */
  Set<Tree> ofCallees() {
    Set<Tree> all = new LinkedHashSet<>(back.keySet());
    all.retainAll(left.keySet());
    return all;
  }

  void theirs(Value v) {
    if (v.sym() instanceof Sym.Closure c) {
      theirs.add(c.tree());
    }
  }

  /** Lambdas that may run at any time, to be judged by themselves, with their {@code this}. */
  Map<Tree, Sym> left() {
    return left;
  }

  /** A value leaves together with locks. */
  void under(Value v, List<Sym> locks) {
    if (v.sym() instanceof Sym.Closure c && !locks.isEmpty()) {
      under.put(c.tree(), locks);
    }
  }

  /** The world in which a closure begins that has left: what it took along, and what is held. */
  Function<Tree, World> taken() {
    Map<VariableElement, Value> locals = new HashMap<>(names);
    Map<Tree, List<Sym>> locks = new HashMap<>(under);
    return closure -> {
      World w = new World();
      w.locals.putAll(locals);
      for (Sym lock : locks.getOrDefault(closure, List.of())) {
        Sym seen = closure instanceof ClassTree ? fromInside(lock) : lock;
        LockKey key = Holds.key(seen, Mode.EXCLUSIVE);
        w.holds.put(key, Hold.byCaller(key.mode(), closure));
      }
      return w;
    };
  }

  /** The same for code in a class of its own, which has another {@code this}. */
  private static Sym fromInside(Sym s) {
    return s instanceof Sym.Root r && r.key() instanceof TypeElement t && r.name().equals("this")
        ? Calls.outside(t)
        : s.map(Captures::fromInside);
  }

  /** Whether it is a closure that the judged method says it runs in place. */
  boolean promised(Value v) {
    return v.sym() instanceof Sym.Root r
        && r.key() instanceof VariableElement p
        && m.env.written(p, "RunsInPlace");
  }

  private void broken(Value v, Tree at) {
    String name = ((Sym.Root) v.sym()).name();
    m.emit(
        () ->
            new Event.MarkBroken(
                m.here(at), "@RunsInPlace", "`" + name + "` is kept or passed on"));
  }

  /** A value leaves for where it may be called at any time. */
  void escaped(World w, Value v, Tree at, VariableElement parameter) {
    if (promised(v)) {
      broken(v, at);
      return;
    }
    if (!(v.sym() instanceof Sym.Closure c)) {
      return;
    }
    if (c.tree() instanceof LambdaExpressionTree lambda) {
      left.put(lambda, c.self());
      captures(w, lambda.getBody(), lambda, parameter);
      return;
    }
    if (c.tree() instanceof ClassTree body) {
      left.put(body, c.self());
      captures(w, body, body, parameter);
      return;
    }
    Set<String> contexts = closures.promised(c.tree());
    if (m.env.element(c.tree()) instanceof ExecutableElement method) {
      World there = w.copy();
      there.contexts = contexts;
      there.scopes.clear();
      for (Mark mark : m.env.contract(method).all("RequiresContext")) {
        m.contexts.needed(there, mark, method.getSimpleName().toString(), m.here(c.tree()));
      }
    }
    if (c.receiver() != null) {
      Value receiver = closures.receiver(c);
      if (m.scopes.bound(w, receiver)) {
        m.scopes.escaped(w, receiver, c.tree(), Event.How.CAPTURED, hint(parameter));
      }
    }
  }

  /** The object that whoever has the value can reach: itself, or the one a closure belongs to. */
  Sym reaches(Sym s) {
    if (!(s instanceof Sym.Closure c)) {
      return s;
    }
    return c.tree() instanceof LambdaExpressionTree || c.tree() instanceof ClassTree
        ? (mentionsThis(c.tree()) ? c.self() : null)
        : c.receiver();
  }

  /** Whether the code of the closure speaks of the object in whose code it was made. */
  private boolean mentionsThis(Tree closure) {
    return mentions.computeIfAbsent(
        closure,
        t -> {
          boolean[] found = {false};
          List<? extends Element> own =
              t instanceof ClassTree && m.env.element(t) instanceof TypeElement type
                  ? m.env.elements.getAllMembers(type)
                  : List.of();
          new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree i, Void p) {
              Element e = m.env.element(i);
              boolean itself =
                  i.getName().contentEquals("this") || i.getName().contentEquals("super");
              found[0] |=
                  itself
                      ? t instanceof LambdaExpressionTree
                      : e != null
                          && (Env.isField(e) || e.getKind() == ElementKind.METHOD)
                          && !Env.isStatic(e)
                          && !own.contains(e);
              return null;
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree s, Void p) {
              found[0] |= s.getIdentifier().contentEquals("this");
              return super.visitMemberSelect(s, p);
            }
          }.scan(t, null);
          return found[0];
        });
  }

  /** An object of an anonymous or local class captures what its body mentions. */
  void escapedBody(World w, ClassTree body, NewClassTree at) {
    captures(w, body, at, null);
  }

  /** A body that was followed returns a lambda, which must not take what ends with the body. */
  void returnedInside(World w, Value v, Tree at) {
    if (!(v.sym() instanceof Sym.Closure c && c.tree() instanceof LambdaExpressionTree lambda)) {
      return;
    }
    Map<VariableElement, Value> taken = captured(w, lambda.getBody());
    back.put(lambda, taken);
    for (Value captured : taken.values()) {
      boolean own = captured.sym() != null && m.scopes.mine(w, captured.sym());
      for (Dep d : captured.deps()) {
        own |= d.kind() == Dep.Kind.BORROWED && m.scopes.mine(w, d.region());
      }
      if (own) {
        m.scopes.escaped(w, captured, at, Event.How.CAPTURED, null);
      }
      m.uses.ownSection(w, captured, at);
    }
  }

  /** Other threads help to run the code while this one waits: a token or guard is not theirs. */
  void shared(World w, Value v) {
    if (!(v.sym() instanceof Sym.Closure c)) {
      return;
    }
    if (c.tree() instanceof LambdaExpressionTree lambda) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitIdentifier(IdentifierTree t, Void p) {
          if (m.env.element(t) instanceof VariableElement e && w.locals.containsKey(e)) {
            shared(w, w.locals.get(e), t);
          }
          return null;
        }
      }.scan(lambda.getBody(), null);
    } else if (c.receiver() != null) {
      shared(w, Value.of(c.receiver()), c.tree());
    }
  }

  private void shared(World w, Value taken, Tree at) {
    Scope s = taken.sym() == null ? null : w.scopes.get(taken.sym());
    if (s != null && m.scopes.scoped(s.type())) {
      m.scopes.escaped(w, taken, at, Event.How.SHARED, null);
    }
  }

  /** The locals that are mentioned. */
  private Map<VariableElement, Value> captured(World w, Tree body) {
    Map<VariableElement, Value> all = new LinkedHashMap<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree t, Void p) {
        if (m.env.element(t) instanceof VariableElement v && w.locals.containsKey(v)) {
          all.put(v, w.locals.get(v));
        }
        return null;
      }
    }.scan(body, null);
    return all;
  }

  private static String hint(VariableElement parameter) {
    return parameter == null || parameter.getSimpleName().toString().matches("arg\\d+")
        ? null
        : "if `"
            + parameter.getEnclosingElement().getSimpleName()
            + "` calls it before it returns, mark its parameter `"
            + parameter.getSimpleName()
            + "` with @RunsInPlace";
  }

  private void captures(World w, Tree body, Tree closure, VariableElement parameter) {
    Set<Element> seen = new HashSet<>();
    Map<VariableElement, Value> taken = back.getOrDefault(closure, Map.of());
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree t, Void p) {
        Element e = m.env.element(t);
        Value local = e == null ? null : w.locals.getOrDefault(e, taken.get(e));
        if (local != null && e instanceof VariableElement v && Env.isLocal(v) && seen.add(v)) {
          captured(w, local, t, parameter);
          if (lasting(local.sym())) {
            names.put(v, Value.of(local.sym()));
          }
        }
        return null;
      }
    }.scan(body, null);
  }

  /** Whether the value is the same at any time. */
  private static boolean lasting(Sym s) {
    return s instanceof Sym.Field f
        ? f.base() == null || lasting(f.base())
        : s instanceof Sym.View v
            ? lasting(v.lock())
            : s instanceof Sym.ConditionOf c
                ? lasting(c.lock())
                : s instanceof Sym.Term t && t.operator().equals("view")
                    ? lasting(t.left())
                    : s instanceof Sym.Root r && !(r.key() instanceof VariableElement);
  }

  private void captured(World w, Value v, Tree at, VariableElement parameter) {
    if (m.scopes.bound(w, v) || m.sets.running(w, v.sym())) {
      m.scopes.escaped(w, v, at, Event.How.CAPTURED, hint(parameter));
    }
    if (v.tentative()) {
      m.uses.used(w, v, at, Event.How.CAPTURED);
    }
    if (promised(v)) {
      broken(v, at);
    }
    if (parameter == null
        || !(parameter.getEnclosingElement() instanceof ExecutableElement x)
        || !m.env.contract(x).has("Pure")) {
      m.sets.effects().stored(w, v, at);
    }
    m.memory.escape(w, v.sym());
  }
}

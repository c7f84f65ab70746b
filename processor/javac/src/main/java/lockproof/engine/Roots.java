package lockproof.engine;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Mode;
import lockproof.contract.Outcome;

/** Where interpretation begins: methods, initialisers and lambdas, and what holds at entry. */
final class Roots {
  private static final Set<String> DESERIALIZING =
      Set.of("readObject", "readObjectNoData", "readExternal");

  private Roots() {}

  /**
   * Interprets a method for any caller, and tells what that comes to for one that has nothing at
   * stake.
   */
  static Summary method(Machine m, Body b) {
    return method(m, b, new World());
  }

  private static Summary method(Machine m, Body b, World w) {
    TypeElement type = Env.typeOf(b.method);
    boolean isStatic = b.method.getModifiers().contains(Modifier.STATIC);
    Sym self = isStatic ? null : new Sym.Root(type, "this");
    Frame frame = new Frame(null, null, b.tree, b.method, type, self, 0);
    m.begin(frame);
    m.handlers = m.env.written(b.method, "Total") ? 1 : 0;
    if (b.method.getKind() == ElementKind.CONSTRUCTOR || deserializes(b.method)) {
      w.fresh.add(self);
    }
    Map<String, Sym> names = new HashMap<>();
    for (VariableTree p : b.tree.getParameters()) {
      VariableElement v = (VariableElement) m.env.element(p);
      Sym s = new Sym.Root(v, v.getSimpleName().toString());
      w.locals.put(v, Value.of(s));
      names.put(v.getSimpleName().toString(), s);
      m.scopes.lend(w, s, v, p);
    }
    w.contexts = m.closures.promised(b.owner);
    entry(m, w, b.method, self, type, names, b.tree);
    m.marked.enter(w, b.method, frame);
    Set<String> contexts = w.contexts;
    Map<LockKey, Hold> held = new HashMap<>();
    Worlds begin = either(m, w, b.method, self, type, names, b.tree);
    begin.forEach(x -> held.putAll(x.holds));
    Worlds end = m.statements.exec(b.tree.getBody(), begin);
    m.endings().judge(end, m.exits, frame);
    return Summary.of(m, held, contexts, end, m.exits, b.method.getReturnType());
  }

  /** Judges the lambdas in a method that was just interpreted. */
  static void lambdas(Machine m, Body b) {
    lambdas(m, b.tree.getBody(), m.root());
  }

  /** Whether the method fills an object that nobody else has seen yet. */
  private static boolean deserializes(ExecutableElement m) {
    return DESERIALIZING.contains(m.getSimpleName().toString());
  }

  /** What the caller has established. */
  private static void entry(
      Machine m,
      World w,
      ExecutableElement method,
      Sym self,
      TypeElement type,
      Map<String, Sym> names,
      Tree at) {
    Contract c = m.env.contract(method);
    if (method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
      Sym monitor = new Sym.Monitor(self == null ? new Sym.ClassOf(type) : self);
      w.holds.put(new LockKey(monitor, Mode.EXCLUSIVE), Hold.byCaller(Mode.EXCLUSIVE, at));
    }
    for (String name : List.of("MustHold", "GuardedBy", "Holding")) {
      for (Mark mark : c.all(name)) {
        if (!mark.flag("anyOf", false)) {
          hold(m, w, mark, mark.texts("value"), self, type, names, at, false);
        }
      }
    }
    for (Mark mark : c.all("Releases")) {
      if (mark.constant("on", Outcome.ALWAYS) == Outcome.ALWAYS
          && mark.attributes().containsKey("value")) {
        hold(m, w, mark, mark.texts("value"), self, type, names, at, true);
      }
    }
    w.contexts = Contexts.entered(w.contexts, c.all("RequiresContext"));
    if (method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
      Sym monitor = new Sym.Monitor(self == null ? new Sym.ClassOf(type) : self);
      m.survey.taken(w, monitor, Mode.EXCLUSIVE, false, at);
    }
  }

  /** Where the caller has one of several locks, each is a way it may be. */
  private static Worlds either(
      Machine m,
      World w,
      ExecutableElement method,
      Sym self,
      TypeElement type,
      Map<String, Sym> names,
      Tree at) {
    Worlds ways = Worlds.of(w);
    for (Mark mark : m.env.contract(method).all("MustHold")) {
      if (mark.flag("anyOf", false)) {
        Worlds next = new Worlds();
        for (World way : ways) {
          for (String text : mark.texts("value")) {
            World one = way.copy();
            hold(m, one, mark, List.of(text), self, type, names, at, false);
            next.add(one, at, m.apart);
          }
        }
        ways = next;
      }
    }
    return ways;
  }

  private static void hold(
      Machine m,
      World w,
      Mark mark,
      List<String> locks,
      Sym self,
      TypeElement type,
      Map<String, Sym> names,
      Tree at,
      boolean owned) {
    Mode mode = mark.constant("mode", Mode.ANY);
    for (String text : locks) {
      Sym lock = m.holds.resolve(text, self, type, names);
      if (lock != null) {
        LockKey key = Holds.key(lock, mode);
        w.holds.put(
            key, owned ? Hold.acquired(key.mode(), null, at) : Hold.byCaller(key.mode(), at));
      }
    }
  }

  /** Interprets what runs before the constructors, and the static initialisers. */
  static void initializers(Machine m, TypeElement type, ClassTree owner) {
    for (boolean isStatic : new boolean[] {true, false}) {
      Sym self = isStatic ? null : new Sym.Root(type, "this");
      Frame frame = new Frame(null, null, owner, type, type, self, 0);
      m.begin(frame);
      World w = new World();
      if (self != null) {
        w.fresh.add(self);
        w.contexts = whereMade(m, owner);
      }
      List<Tree> parts = new ArrayList<>();
      Worlds now = initialize(m, owner, isStatic, Worlds.of(w), self, parts);
      m.endings().judge(now, m.exits, frame);
      parts.forEach(part -> lambdas(m, part, frame));
    }
  }

  /** Interprets what stands in a class outside its methods and constructors. */
  static Worlds initialize(
      Machine m, ClassTree owner, boolean isStatic, Worlds begin, Sym self, List<Tree> parts) {
    Worlds now = begin;
    for (Tree member : owner.getMembers()) {
      if (member instanceof BlockTree block && block.isStatic() == isStatic) {
        now = m.statements.exec(block, now);
        parts.add(block);
      } else if (member instanceof VariableTree v
          && v.getInitializer() != null
          && m.env.element(v) instanceof VariableElement f
          && Env.isStatic(f) == isStatic) {
        now = field(m, v, f, now, self);
        parts.add(v.getInitializer());
      }
    }
    return now;
  }

  /** The contexts that all constructors are called in, but for those that leave it to another. */
  private static Set<String> whereMade(Machine m, ClassTree owner) {
    Set<String> all = null;
    for (Tree member : owner.getMembers()) {
      if (member instanceof MethodTree t
          && m.env.element(t) instanceof ExecutableElement x
          && x.getKind() == ElementKind.CONSTRUCTOR
          && !Body.delegates(t)) {
        Set<String> here = Contexts.entered(Set.of(), m.env.contract(x).all("RequiresContext"));
        if (all == null) {
          all = new LinkedHashSet<>(here);
        } else {
          all.retainAll(here);
        }
      }
    }
    return all == null ? Set.of() : all;
  }

  private static Worlds field(Machine m, VariableTree v, VariableElement f, Worlds in, Sym self) {
    Worlds out = new Worlds();
    for (World w : in) {
      for (Out o : m.eval(v.getInitializer(), w)) {
        m.scopes.stored(o.world(), o.value(), v.getInitializer());
        m.closures.escaped(o.world(), o.value(), v.getInitializer(), null);
        if (self != null && o.value().sym() != null) {
          o.world().heap.put(new Slot(self, f), o.value());
        }
        out.add(o.world(), v, m.apart);
      }
    }
    return out;
  }

  /** Lambdas that may run at any time are judged by themselves. */
  private static void lambdas(Machine m, Tree in, Frame outer) {
    List<Tree> found = new ArrayList<>();
    Map<Tree, Sym> left = new HashMap<>(m.closures.captures().left());
    Set<Tree> theirs = Set.copyOf(m.closures.captures().theirs());
    Set<Tree> ofCallees = m.closures.captures().ofCallees();
    Function<Tree, World> taken = m.closures.captures().taken();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitLambdaExpression(LambdaExpressionTree t, Void p) {
        if (left.containsKey(t) || !m.closures.ran(t)) {
          if (!theirs.contains(t)) {
            found.add(t);
          }
          return null;
        }
        return super.visitLambdaExpression(t, p);
      }

      @Override
      public Void visitClass(ClassTree t, Void p) {
        MethodTree closure = Anonymous.closure(m.env, t);
        if (closure != null && (left.containsKey(t) || !m.closures.ran(t))) {
          if (!theirs.contains(t)) {
            found.add(closure);
          }
        } else if (closure != null) {
          scan(closure.getBody(), p);
        }
        return null;
      }
    }.scan(in, null);
    ofCallees.removeAll(found);
    found.addAll(ofCallees);
    for (Tree t : found) {
      if (t instanceof LambdaExpressionTree lambda) {
        lambda(m, lambda, outer, taken.apply(t));
      } else {
        Body b = m.program.bodies.get((ExecutableElement) m.env.element(t));
        method(m, b, taken.apply(b.owner));
      }
    }
  }

  private static void lambda(Machine m, LambdaExpressionTree t, Frame outer, World w) {
    Frame frame = new Frame(null, null, t, outer.owner(), outer.type(), outer.self(), 0);
    m.begin(frame);
    w.contexts = m.closures.promised(t);
    for (VariableTree p : t.getParameters()) {
      if (m.env.element(p) instanceof VariableElement v) {
        Sym s = new Sym.Root(v, v.getSimpleName().toString());
        w.locals.put(v, Value.of(s));
        m.scopes.lend(w, s, v, p);
      }
    }
    Worlds end;
    if (t.getBody() instanceof ExpressionTree e) {
      end = new Worlds();
      boolean gives = m.closures.gives(t);
      if (!gives) {
        m.sets.answers().discards(Env.strip(e));
      }
      for (Out o : m.eval(e, w)) {
        Value v = gives ? o.value() : Value.UNKNOWN;
        m.endings().leaves(o.world(), v, e, !gives);
        m.scopes.dropUnreachable(o.world(), v);
        end.add(o.world(), t, m.apart);
      }
    } else {
      end = m.statements.exec((StatementTree) t.getBody(), Worlds.of(w));
    }
    m.endings().judge(end, m.exits, frame);
    lambdas(m, t.getBody(), frame);
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** The state of one run of the interpreter, and the parts that share it. */
final class Machine {
  /** Steps after which the calls in a method are followed less deeply. */
  private static final int BUDGET = 2_000;

  /** Steps after which a method is given up as too large, with no call in it followed. */
  private static final int MOST = 16_000;

  private static final String UNCHECKED = "java.lang.RuntimeException";

  final Env env;
  final Program program;
  final Coverage coverage;
  final Options options;
  final Statements statements = new Statements(this);
  final Expressions expressions = new Expressions(this);
  final Calls calls = new Calls(this);
  final Closures closures = new Closures(this);
  final Contracted contracted = new Contracted(this);
  final HeldDuring held = new HeldDuring(this);
  final Holds holds = new Holds(this);
  final Permits permits = new Permits(this);
  final LockTypes lockTypes = new LockTypes(this);
  final Atomics atomics = new Atomics(this);
  final Survey survey = new Survey(this);
  final Sections sections = new Sections(this);
  final Uses uses = new Uses(this);
  final MarkedSections marked = new MarkedSections(this);
  final Scopes scopes = new Scopes(this);
  final KnownContexts contexts = new KnownContexts(this);
  final LockSets sets = new LockSets(this);
  final Memory memory = new Memory(this);
  final Paths paths = new Paths(this);
  final Sizes sizes = new Sizes(this);
  final ChangeableData changeable = new ChangeableData(this);
  private final Endings endings = new Endings(this);
  final Locals locals;
  final Summaries summaries;
  private final Consumer<Event> sink;

  Exits exits = new Exits();
  Frame frame;

  /** Greater than zero while a loop has not reached its fixed point: nothing is emitted. */
  int quiet;

  /** How many loops of the source enclose the current place, in this frame and its callers. */
  int loops;

  /** How many {@code try} statements with handlers enclose the current place. */
  int handlers;

  /**
   * Whether what runs now is a {@code finally} on the way out of a fault of the language, such as a
   * null reference: what it would give back is judged on the ways that the author meant.
   */
  boolean faulting;

  /** Whether what runs now ends something on the way out of an exception. */
  boolean unwinding;

  /** How deep calls are followed. */
  int reach;

  /** Whether something is its callers' business: what they may hold, what they are given. */
  boolean leftToCallers;

  /** How deep a symbol may be to be computed with. */
  static final int DEEPEST = 14;

  private final Deque<Set<Sym>> made = new ArrayDeque<>();
  private final Map<TypeElement, Boolean> relevantTypes = new HashMap<>();
  private final Map<String, Exits.Way> faults = new HashMap<>();
  private int steps;

  Machine(
      Env env,
      Program program,
      Coverage coverage,
      Options options,
      Summaries summaries,
      Consumer<Event> sink) {
    this.env = env;
    this.locals = new Locals(env);
    this.program = program;
    this.coverage = coverage;
    this.options = options;
    this.summaries = summaries;
    this.sink = sink;
  }

  void begin(Frame root) {
    frame = root;
    steps = 0;
    quiet = 0;
    loops = 0;
    handlers = 0;
    leftToCallers = false;
    faulting = false;
    unwinding = false;
    exits = new Exits();
    made.clear();
    holds.begin();
    permits.begin();
    sections.begin();
    uses.begin();
    marked.begin();
    scopes.begin();
    sets.begin();
    closures.begin();
    statements.begin();
    calls.bodies().begin();
    endings.begin();
  }

  void step() {
    if (++steps > (reach == 0 ? MOST : BUDGET)) {
      throw new Unsupported(Unsupported.TOO_LARGE);
    }
  }

  Endings endings() {
    return endings;
  }

  /** A statement costs more the more it carries along. */
  void carries(World w) {
    steps += w.size() / 16;
  }

  /** Greater than zero while a declaration is evaluated that waives the question of guards. */
  int waived;

  /** Whether one of the methods at hand, or the declaration, waives the question of guards. */
  boolean unguarded() {
    boolean unguarded = waived > 0;
    for (Frame f = frame; f != null && !unguarded; f = f.caller()) {
      unguarded = Env.unguarded(f.owner());
    }
    return unguarded;
  }

  // ---- events

  /** Tells what happened, unless nobody listens. */
  void emit(Supplier<Event> e) {
    if (quiet == 0) {
      sink.accept(e.get());
    }
  }

  /** A place in the body that is being interpreted. */
  lockproof.engine.Site here(Tree tree) {
    return new lockproof.engine.Site(env.unit, tree, owner());
  }

  private Element owner() {
    return root().owner();
  }

  Frame root() {
    Frame f = frame;
    while (f.caller() != null) {
      f = f.caller();
    }
    return f;
  }

  /** Where the method that is judged caused this: the call in it, or the place itself. */
  lockproof.engine.Site cause(Tree tree) {
    return caused(root(), tree);
  }

  /** The same where the fault is a hold that is not enough: the body that took it answers. */
  lockproof.engine.Site cause(Hold insufficient, Tree tree) {
    boolean taken = insufficient != null && insufficient.why() == Hold.Why.ACQUIRED;
    return taken ? causeSince(insufficient.at(), tree) : cause(tree);
  }

  /** Where a body, or one that waits for it, caused this: the innermost place in one of them. */
  private lockproof.engine.Site caused(Frame from, Tree tree) {
    List<Tree> through = new ArrayList<>();
    Tree at = tree;
    for (Frame f = frame; f.caller() != null && !within(from, at); f = f.caller()) {
      through.add(at);
      at = f.call();
    }
    return new lockproof.engine.Site(env.unit, at, owner(), List.copyOf(through));
  }

  /** Whether a place is in the body of a call, or of one that led to it. */
  private boolean within(Frame call, Tree at) {
    Frame f = call;
    while (f != null && !env.inside(at, f.body())) {
      f = f.caller();
    }
    return f != null;
  }

  /** Where the judged method made this: the place itself, or the call in which it was made. */
  lockproof.engine.Site made(Sym sym, Tree tree) {
    Tree at = tree;
    if (sym instanceof Sym.Site s && s.call() instanceof Frame from) {
      Tree judged = root().body();
      for (Frame f = from; f.caller() != null && !env.inside(at, judged); f = f.caller()) {
        at = f.call();
      }
    }
    return here(at);
  }

  /** Where the body in which a region began, or one that waits for it, caused this. */
  lockproof.engine.Site causeSince(Sym region, Tree tree) {
    Object from =
        region instanceof Sym.Site s
            ? s.call()
            : region instanceof Sym.Prev p && p.of() instanceof Sym.Site s ? s.call() : null;
    return caused(from instanceof Frame f ? f : root(), tree);
  }

  /** Where the body in which something began, or one that waits for it, caused this. */
  lockproof.engine.Site causeSince(Tree begun, Tree tree) {
    Frame f = frame;
    while (f.caller() != null && (begun == null || !env.inside(begun, f.body()))) {
      f = f.caller();
    }
    return caused(f, tree);
  }

  // ---- symbols

  /** A symbol for what is made at a place. */
  Sym.Site site(Tree at) {
    Sym.Site s = new Sym.Site(at, frame);
    note(s);
    return s;
  }

  /** Remembers that a symbol was made in the current loop, so that the next pass makes another. */
  void note(Sym s) {
    if (!made.isEmpty()) {
      made.peek().add(s);
    }
  }

  void enterLoop() {
    made.push(new HashSet<>());
    loops++;
  }

  void leaveLoop() {
    loops--;
    Set<Sym> mine = made.pop();
    if (!made.isEmpty()) {
      made.peek().addAll(mine);
    }
  }

  /** What was made in this pass becomes what was made in an earlier one. */
  void age(World w, Tree loop) {
    Set<Sym> mine = made.peek();
    w.holds.entrySet().removeIf(e -> !e.getValue().held() && e.getKey().lock() instanceof Sym.Cell);
    w.rewrite(
        s -> {
          if (mine.contains(s) || (s instanceof Sym.Phi p && p.at() == loop)) {
            return previous(s);
          }
          return s instanceof Sym.Prev p && !p.older() && mine.contains(p.of())
              ? new Sym.Prev(p.of(), p.field(), true)
              : s;
        });
  }

  private static Sym previous(Sym s) {
    return s instanceof Sym.Read r
        ? new Sym.Prev(r.at(), r.field(), false)
        : new Sym.Prev(s, s instanceof Sym.Phi p ? p.variable() : null, false);
  }

  Sym term(String operator, Sym left, Sym right) {
    if (left == null || Sym.depth(left) > DEEPEST || Sym.depth(right) > DEEPEST) {
      return null;
    }
    return new Sym.Term(operator, left, right);
  }

  // ---- meeting and parting

  /**
   * Two worlds stay apart while a variable that may lead to a lock differs, or is the stamp of what
   * is held in one of them alone.
   */
  final BiPredicate<World, World> apart =
      (a, b) -> {
        if (a.locals.equals(b.locals)) {
          return false;
        }
        for (Map.Entry<VariableElement, Value> e : a.locals.entrySet()) {
          Value other = b.locals.get(e.getKey());
          if (other != null
              && (other.sym() instanceof Sym.Closure || e.getValue().sym() instanceof Sym.Closure)
              && !Objects.equals(other.sym(), e.getValue().sym())) {
            return true;
          }
          if (other != null
              && !Objects.equals(other.sym(), e.getValue().sym())
              && (leadsToLock(e.getKey().asType())
                  || a.heldWith(e.getValue().sym()) != b.heldWith(other.sym()))) {
            return true;
          }
        }
        return false;
      };

  static final BiPredicate<World, World> TOGETHER = (a, b) -> false;

  boolean leadsToLock(TypeMirror type) {
    TypeElement t = Env.declared(type);
    if (t == null) {
      return false;
    }
    Boolean known = relevantTypes.get(t);
    if (known == null) {
      known =
          env.marked(type, "LockType")
              || env.marked(type, "ContextToken")
              || env.marked(type, "GuardType")
              || t.getEnclosedElements().stream()
                  .anyMatch(f -> Env.isField(f) && env.marked(f.asType(), "LockType"));
      relevantTypes.put(t, known);
    }
    return known;
  }

  Worlds merge(Iterable<World> worlds, Tree at) {
    Worlds merged = new Worlds();
    for (World w : worlds) {
      merged.add(w, at, apart);
    }
    return merged;
  }

  void leave(Exits.Way way, World w, Tree at) {
    steps += w.size() / 16;
    exits.at(way).add(w, at, apart);
  }

  // ---- exceptions

  /** An unknown exception may leave a call, with the state as it is. */
  void raise(World w, Tree at) {
    raise(w, at, UNCHECKED, Set.of());
  }

  /** How many locks are being named to give them back: what names them has done so before. */
  int naming;

  /** An unknown exception may leave a call, because a torn value was used. */
  void raise(World w, Tree at, Set<Dep> torn) {
    raise(w, at, UNCHECKED, torn);
  }

  /** An exception of this kind may leave here; a call's unless it is one of the language. */
  void raise(World w, Tree at, String exception, Set<Dep> torn) {
    if (torn.isEmpty() && (naming > 0 || handlers == 0 && !w.live())) {
      return;
    }
    World thrown = w.copy();
    if (!torn.isEmpty()) {
      hazard(thrown, at, torn);
      thrown.path = Value.union(thrown.path, torn);
    }
    leave(faults.computeIfAbsent(exception, this::fault), thrown, at);
  }

  private Exits.Way fault(String exception) {
    Exits.Cause cause = exception.equals(UNCHECKED) ? Exits.Cause.CALL : Exits.Cause.FAULT;
    return Exits.Way.thrown(env.elements.getTypeElement(exception).asType(), cause);
  }

  /** An exception that is under way was caused by torn data there. */
  static void hazard(World w, Tree at, Set<Dep> torn) {
    Map<Tree, Set<Dep>> hazards = new LinkedHashMap<>(w.hazards);
    hazards.put(at, torn);
    w.hazards = hazards;
  }

  /** Runs code with its exits gathered, then the ending on each of them. */
  Worlds withEnding(
      java.util.function.Supplier<Worlds> body,
      java.util.function.BiFunction<Worlds, Exits.Way, Worlds> ending,
      Tree at) {
    Exits outer = exits;
    Exits inner = new Exits();
    exits = inner;
    Worlds normal;
    try {
      normal = body.get();
    } finally {
      exits = outer;
    }
    for (Map.Entry<Exits.Way, Worlds> e : List.copyOf(inner.ways.entrySet())) {
      Worlds after = ending.apply(e.getValue(), e.getKey());
      for (World w : after) {
        leave(e.getKey(), w, at);
      }
    }
    return normal.isEmpty() ? normal : ending.apply(normal, null);
  }

  List<Out> eval(ExpressionTree t, World w) {
    return expressions.eval(t, w);
  }
}

package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Mark;
import lockproof.engine.Event.SetProblem;
import lockproof.engine.SetState.Nature;
import lockproof.engine.SetState.Stage;
import lockproof.engine.SetTypes.Phase;
import lockproof.engine.SetTypes.Role;

/** Sets of locks: how far each has come, and whether a step is right there. */
final class LockSets {
  private static final String NO_SIGNAL = "java.lang.Error";

  private enum Step {
    NONE,
    NAME,
    OPEN,
    OVER,
    ACQUIRE,
    SLOW,
    READ,
    USE,
    RELEASE,
    DONE,
    CLOSE
  }

  private final Machine m;
  private final SetTypes types;
  private final SetAnswers answers;
  private final SetClosures closures;
  private final SetEffects effects;
  private final SetClasses classes;
  private final SetRivals rivals;

  /** Greater than zero where an exception is on its way. */
  LockSets(Machine m) {
    this.m = m;
    this.types = new SetTypes(m);
    this.answers = new SetAnswers(m, this);
    this.closures = new SetClosures(m, this);
    this.effects = new SetEffects(m, this);
    this.classes = new SetClasses(m, types);
    this.rivals = new SetRivals(this);
  }

  SetTypes types() {
    return types;
  }

  SetClosures closures() {
    return closures;
  }

  SetRivals rivals() {
    return rivals;
  }

  SetClasses classes() {
    return classes;
  }

  SetEffects effects() {
    return effects;
  }

  void begin() {
    answers.begin();
  }

  SetAnswers answers() {
    return answers;
  }

  // ---- what is known of a set

  /** The state of a set; one that came from elsewhere is lent. */
  SetState state(World w, Value v, TypeMirror type, Tree at) {
    Sym s = v.sym();
    SetState known = s == null ? null : w.sets.get(s);
    if (known != null) {
      return known;
    }
    String of = types.classOf(type);
    SetState lent =
        switch (types.phase(type)) {
          case ACQUIRE -> SetState.lent(Nature.ACQUIRE, Stage.ACQUIRING, of, at);
          case ATTEMPT -> SetState.lent(Nature.ATTEMPT, Stage.ACQUIRING, of, at);
          case USE -> SetState.lent(Nature.USE, Stage.DONE, of, at);
          case NONE -> SetState.lent(Nature.CONTEXT, Stage.UNKNOWN, of, at);
        };
    if (s != null) {
      w.sets.put(s, lent);
    }
    return lent;
  }

  /** A parameter that stands for a set in a phase: the caller runs it. */
  void lend(World w, Sym s, VariableElement p, Tree at) {
    if (types.is(p.asType(), Role.SET) && types.phase(p.asType()) != Phase.NONE) {
      state(w, Value.of(s), p.asType(), at);
    }
  }

  /** What may be reached through a set of locks is borrowed from this region. */
  static Sym data(Sym set) {
    return new Sym.Term("data", set, Sym.NULL);
  }

  void misused(Tree at, SetProblem problem, String what, SetState since) {
    Sym.Site from = since == null ? null : since.since();
    boolean here = from != null && from.call() == m.frame;
    Site site = here || m.frame.body() instanceof LambdaExpressionTree ? m.here(at) : m.cause(at);
    Tree why = from != null ? from.at() : since == null ? null : since.at();
    m.emit(() -> new Event.SetMisused(site, problem, what, why == null ? null : m.here(why)));
  }

  /** Now, in this activation. */
  Sym.Site now(Tree at) {
    return new Sym.Site(at, m.frame);
  }

  // ---- steps

  /** A call that is a step of a set. */
  List<Out> step(World w, Call call) {
    Mark mark = call.contract().mark("SetStep").get();
    raise(w, call);
    return switch (mark.constant("value", Step.NONE)) {
      case NONE -> plain(w, call);
      case NAME -> {
        classes.named(call);
        yield plain(w, call);
      }
      case OPEN -> open(w, call);
      case OVER -> over(w, call);
      case ACQUIRE -> acquire(w, call, mark);
      case SLOW -> slow(w, call);
      case READ -> use(w, call, false);
      case USE -> use(w, call, true);
      case RELEASE -> release(w, call);
      case DONE -> done(w, call);
      case CLOSE -> close(w, call);
    };
  }

  private void raise(World w, Call call) {
    for (TypeMirror thrown : call.method().getThrownTypes()) {
      if (thrown.getKind() == TypeKind.DECLARED) {
        m.leave(Exits.Way.thrown(thrown, Exits.Cause.CALL), w.copy(), call.at());
      }
    }
  }

  private List<Out> plain(World w, Call call) {
    return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
  }

  /** The state of the set whose step it is; it must not have ended. */
  private SetState stateOf(World w, Call call) {
    SetState s = state(w, call.receiver(), receiverType(call), call.at());
    if (s.stage() != Stage.CLOSED) {
      return s;
    }
    misused(call.at(), SetProblem.CLOSED, receiver(call), s);
    SetState unsure = s.to(Stage.UNKNOWN, now(call.at()));
    put(w, call, unsure);
    return unsure;
  }

  TypeMirror receiverType(Call call) {
    Tree receiver = Calls.receiverTree(call.at());
    TypeMirror type =
        receiver == call.at() || !(receiver instanceof ExpressionTree)
            ? null
            : m.env.type(receiver);
    return types.role(type) == Role.NONE ? Env.typeOf(call.method()).asType() : type;
  }

  private void put(World w, Call call, SetState s) {
    if (call.receiver().sym() != null) {
      w.sets.put(call.receiver().sym(), s);
    }
  }

  /** The first argument that plays the part; -1 if there is none. */
  int argument(Call call, Role role) {
    for (int i = 0; i < call.args().size(); i++) {
      VariableElement p = call.parameter(i);
      if (p != null && types.is(p.asType(), role)) {
        return i;
      }
    }
    return -1;
  }

  private Value mutex(Call call) {
    int i = argument(call, Role.MEMBER);
    return i < 0 ? Value.UNKNOWN : call.args().get(i);
  }

  private String mutexName(Call call) {
    int i = argument(call, Role.MEMBER);
    return i < 0 ? "it" : Names.text(call.argTree(i));
  }

  private List<Out> open(World w, Call call) {
    String of = types.classOf(receiverType(call));
    rivals.begins(w, of, call);
    Sym set =
        m.scopes.scoped(call.type())
            ? m.scopes.open(w, call.type(), Set.of(), call.at()).sym()
            : m.site(call.at());
    w.sets.put(set, SetState.begun(Nature.CONTEXT, Stage.ACQUIRING, of, Set.of(), call.at()));
    w.facts.put(set, Fact.NONNULL);
    m.scopes.lent(w, data(set), call.at());
    return List.of(new Out(w, Value.of(set)));
  }

  private List<Out> over(World w, Call call) {
    int i = argument(call, Role.SET);
    if (i < 0) {
      return plain(w, call);
    }
    Value ctx = call.args().get(i);
    SetState s = state(w, ctx, m.env.type(call.argTree(i)), call.argTree(i));
    if (!s.held().isEmpty() || s.stage() == Stage.DONE || s.stage() == Stage.BACKING_OFF) {
      misused(call.at(), SetProblem.NOT_IDLE, Names.text(call.argTree(i)), s);
      w.sets.put(ctx.sym(), s.passedOn());
    } else if (s.stage() == Stage.CLOSED) {
      misused(call.at(), SetProblem.CLOSED, Names.text(call.argTree(i)), s);
    }
    return List.of(
        new Out(
            w,
            ctx.sym() == null
                ? Value.UNKNOWN
                : Value.of(new Sym.Term("over", ctx.sym(), Sym.NULL))));
  }

  private List<Out> acquire(World w, Call call, Mark mark) {
    SetState s = stateOf(w, call);
    Value mutex = mutex(call);
    String name = mutexName(call);
    if (s.stage() == Stage.DONE) {
      boolean told = s.nature() == Nature.CONTEXT;
      misused(call.at(), told ? SetProblem.AFTER_DONE : SetProblem.AFTER_USE, name, s);
      s = s.effects(Set.of());
    } else if (s.stage() == Stage.BACKING_OFF) {
      if (s.nature() != Nature.CONTEXT || !s.held().isEmpty()) {
        answers.ignored(s, call.at());
      }
      s = s.somehow().to(Stage.ACQUIRING, now(call.at()));
    }
    s.pending().forEach(e -> m.emit(() -> e));
    s = s.effects(Set.of());
    boolean again = mutex.sym() != null && s.held().contains(mutex.sym());
    if (again && mark.text("again", "").isEmpty() && !mark.flag("reenters", false)) {
      misused(call.at(), SetProblem.HELD_ALREADY, name, null);
    }
    if (mutex.sym() != null) {
      w.facts.putIfAbsent(mutex.sym(), Fact.NONNULL);
    }
    signal(w, call, mark, s);
    List<Out> outs = answers.refusals(w, call, mark, s, again, mutex.sym());
    boolean twice = again && !mark.flag("reenters", false);
    put(w, call, twice ? s.passedOn() : s.locked(mutex.sym()));
    Value locked = answers.locked(w, call, mark, again);
    outs.add(new Out(w, locked));
    return outs;
  }

  /** The signal to back off, for whoever runs the closure. */
  private void signal(World w, Call call, Mark mark, SetState s) {
    String signal = mark.text("signal", NO_SIGNAL);
    var type = m.env.elements.getTypeElement(signal);
    if (signal.equals(NO_SIGNAL) || type == null || m.handlers == 0) {
      return;
    }
    World thrown = w.copy();
    put(thrown, call, s.to(Stage.BACKING_OFF, now(call.at())));
    m.leave(Exits.Way.thrown(type.asType(), Exits.Cause.CALL), thrown, call.at());
  }

  private List<Out> slow(World w, Call call) {
    SetState s = stateOf(w, call);
    String name = mutexName(call);
    switch (s.stage()) {
      case DONE -> misused(call.at(), SetProblem.AFTER_DONE, name, s);
      case ACQUIRING -> misused(call.at(), SetProblem.SLOW_UNNEEDED, name, null);
      default -> {
        if (!s.held().isEmpty()) {
          misused(call.at(), SetProblem.SLOW_HOLDING, name, s);
        }
      }
    }
    put(w, call, s.to(Stage.ACQUIRING, now(call.at())).emptied().locked(mutex(call).sym()));
    return plain(w, call);
  }

  private static String receiver(Call call) {
    return Names.text(Calls.receiverTree(call.at()));
  }

  private List<Out> use(World w, Call call, boolean ends) {
    SetState s = stateOf(w, call);
    Sym set = call.receiver().sym();
    Sym mutex = mutex(call).sym();
    if (s.nature() == Nature.CONTEXT) {
      if (mutex != null && s.refused().containsKey(mutex)) {
        answers.notLocked(s.refused().get(mutex), call.at());
        put(w, call, s.locked(mutex));
      } else if (s.stage() != Stage.UNKNOWN && s.idle() || stranger(w, s, mutex)) {
        misused(call.at(), SetProblem.NOT_HELD, mutexName(call), null);
      }
    } else if (s.stage() == Stage.BACKING_OFF) {
      answers.ignored(s, call.at());
      put(w, call, s.to(Stage.ACQUIRING, now(call.at())));
    } else if (ends && s.mayRepeat()) {
      put(w, call, s.to(Stage.DONE, now(call.at())));
    }
    proof(w, call, set);
    Set<Dep> borrowed = set == null ? Set.of() : Set.of(new Dep(Dep.Kind.BORROWED, data(set)));
    if (set != null && !w.scopes.containsKey(data(set))) {
      m.scopes.lent(w, data(set), s.at());
    }
    List<Out> ran = closures.once(w, call, new Value(null, borrowed));
    if (ran != null) {
      return ran;
    }
    for (int i = 0; i < call.args().size(); i++) {
      kept(w, call.args().get(i), call.parameter(i), call.argTree(i));
    }
    boolean copy = !Env.reference(call.type()) || m.env.immutable(call.type());
    return List.of(new Out(w, new Value(m.site(call.at()), copy ? Set.of() : borrowed)));
  }

  /** What replaces guarded data may not be a proof, nor data of another set. */
  private void kept(World w, Value v, VariableElement parameter, Tree at) {
    if (parameter != null && types.role(parameter.asType()) == Role.NONE) {
      effects.stored(w, v, at);
    }
  }

  /** A proof must be of this very set. */
  private void proof(World w, Call call, Sym set) {
    int i = argument(call, Role.PROOF);
    if (i < 0 || set == null) {
      return;
    }
    Set<Dep> deps = call.args().get(i).deps();
    boolean mine = deps.contains(new Dep(Dep.Kind.PROOF, set));
    boolean other = deps.stream().anyMatch(d -> d.kind() == Dep.Kind.PROOF);
    if (other && !mine) {
      misused(call.at(), SetProblem.OTHER_SET, Names.text(call.argTree(i)), null);
    }
  }

  private List<Out> release(World w, Call call) {
    SetState s = stateOf(w, call);
    if (argument(call, Role.MEMBER) >= 0
        && (s.stage() != Stage.UNKNOWN && s.idle() || stranger(w, s, mutex(call).sym()))) {
      misused(call.at(), SetProblem.NOT_HELD, mutexName(call), null);
    }
    boolean all = argument(call, Role.MEMBER) < 0;
    put(w, call, all ? s.emptied() : s.released(mutex(call).sym()));
    return plain(w, call);
  }

  private List<Out> done(World w, Call call) {
    SetState s = stateOf(w, call);
    switch (s.stage()) {
      case DONE -> misused(call.at(), SetProblem.DONE_TWICE, receiver(call), s);
      case BACKING_OFF -> answers.ignored(s, call.at());
      default -> {}
    }
    boolean unsure = s.stage() == Stage.BACKING_OFF;
    put(w, call, (unsure ? s.somehow() : s).to(Stage.DONE, now(call.at())));
    return plain(w, call);
  }

  private List<Out> close(World w, Call call) {
    SetState s = stateOf(w, call);
    if (!s.held().isEmpty() && !m.unwinding) {
      misused(call.at(), SetProblem.STILL_HOLDING, Names.of(s.held().iterator().next()), s);
    }
    put(w, call, s.emptied().to(Stage.CLOSED, now(call.at())));
    m.scopes.close(w, call.receiver(), call.at());
    if (call.receiver().sym() != null) {
      m.scopes.ended(w, data(call.receiver().sym()), call.at());
    }
    return plain(w, call);
  }

  /** Whether the value is a set that somebody else runs, for as long as that takes. */
  boolean running(World w, Sym s) {
    SetState state = w.sets.get(s);
    return state != null && state.nature() != Nature.CONTEXT && state.nature() != Nature.ALONE;
  }

  /** Whether this is what may be reached through a context that was opened here. */
  boolean opened(World w, Sym region) {
    SetState s = region instanceof Sym.Term t ? w.sets.get(t.left()) : null;
    return s != null
        && !s.lent()
        && s.nature() == Nature.CONTEXT
        && region.equals(data(((Sym.Term) region).left()));
  }

  /** Whether a mutex is none of those that a set is known to hold. */
  private static boolean stranger(World w, SetState s, Sym mutex) {
    return !s.more()
        && s.stage() != Stage.UNKNOWN
        && named(mutex)
        && s.held().stream().allMatch(h -> named(h) && !h.equals(mutex) && !same(w, h, mutex));
  }

  /** A parameter or field of its own: another one by that name would be a strange coincidence. */
  private static boolean named(Sym s) {
    return s instanceof Sym.Root || s instanceof Sym.Field;
  }

  private static boolean same(World w, Sym a, Sym b) {
    return w.facts.get(new Sym.Term("==", a, b)) == Fact.TRUE
        || w.facts.get(new Sym.Term("==", b, a)) == Fact.TRUE;
  }

  // ---- elsewhere

  /** A set is handed to code that is not followed. */
  void passedOn(World w, Value v) {
    SetState s = v.sym() == null ? null : w.sets.get(v.sym());
    if (s != null && s.nature() != Nature.ALONE) {
      w.sets.put(v.sym(), s.passedOn());
    }
  }

  /** Sets that a handler finds backing off. */
  void caught(World w, Tree handler) {
    w.sets.replaceAll(
        (k, s) ->
            s.stage() == Stage.BACKING_OFF && s.caught() == null && s.nature() != Nature.CONTEXT
                ? s.caught(handler)
                : s);
  }

  /** What was there before a set began. */
  static Set<Sym> outer(World w) {
    Set<Sym> outer = new LinkedHashSet<>(w.fresh);
    w.locals.values().forEach(v -> outer.add(v.sym()));
    w.stack.forEach(v -> outer.add(v.sym()));
    outer.remove(null);
    return outer;
  }
}

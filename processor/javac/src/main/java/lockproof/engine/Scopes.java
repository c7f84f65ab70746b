package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Tokens and guards: opening, closing, and where they may go. */
final class Scopes {
  private final Machine m;

  /** Where scopes were opened that were dropped at once. */
  private final Set<Tree> dropped = new java.util.HashSet<>();

  /** Where guarded data went into an object that nobody else saw. */
  private record Put(Site at, String what) {}

  private final Map<Sym, Put> puts = new LinkedHashMap<>();

  void begin() {
    dropped.clear();
    puts.clear();
  }

  boolean dropped(Tree opened) {
    return dropped.contains(opened);
  }

  Scopes(Machine m) {
    this.m = m;
  }

  /** Something that is there for a while, and is not closed here. */
  void lent(World w, Sym s, Tree at) {
    TypeMirror none = m.env.elements.getTypeElement("java.lang.Object").asType();
    w.scopes.put(s, new Scope(Scope.Kind.GUARD, true, false, Set.of(), none, at, null));
  }

  /** It is there no more. */
  void ended(World w, Sym s, Tree at) {
    Scope open = w.scopes.get(s);
    if (open != null) {
      w.scopes.put(s, open.closed(at));
    }
  }

  boolean scoped(TypeMirror t) {
    return t != null && (m.env.marked(t, "ContextToken") || m.env.marked(t, "GuardType"));
  }

  /**
   * The type that says what a parameter takes: the declared one; where the parameter is marked as
   * borrowed, or belongs to a closure, whose body is judged by it, the one that the call makes it.
   */
  TypeMirror taken(Call call, int argument) {
    VariableElement p = call.parameter(argument);
    if (p == null) {
      return null;
    }
    return call.contract().parameterHas(call.parameterIndex(argument), "Borrows")
            || m.env.functional(Env.typeOf(call.method()))
        ? m.env.parameterType(call, argument)
        : p.asType();
  }

  private Scope.Kind kind(TypeMirror t) {
    return m.env.marked(t, "GuardType") ? Scope.Kind.GUARD : Scope.Kind.TOKEN;
  }

  /** A parameter of a scoped type, or marked as borrowed: the caller lends it. */
  void lend(World w, Sym s, VariableElement p, Tree at) {
    m.sets.lend(w, s, p, at);
    if (!scoped(p.asType()) && !m.env.borrowed(p)) {
      return;
    }
    w.scopes.put(s, new Scope(kind(p.asType()), true, false, Set.of(), p.asType(), at, null));
  }

  /**
   * Whether the value was lent to the judged method, and so is taken to be there as long as nobody
   * asks.
   */
  boolean presumed(World w, Sym s) {
    Scope lent = s instanceof Sym.Root ? w.scopes.get(s) : null;
    return lent != null && !lent.owned() && !w.facts.containsKey(s);
  }

  /** All that is taken to be there. */
  Map<Sym, Scope> presumed(World w) {
    Map<Sym, Scope> all = new LinkedHashMap<>();
    w.scopes.forEach(
        (k, s) -> {
          if (presumed(w, k)) {
            all.put(k, s);
          }
        });
    return all;
  }

  /** What a body has asked is its own business. */
  void presume(World w, Map<Sym, Scope> presumed) {
    presumed.forEach(
        (k, s) -> {
          if (w.facts.get(k) == Fact.NULL) {
            w.facts.remove(k);
            w.scopes.put(k, s);
          }
        });
  }

  /** A body that was followed has come to its end: what it opened must be closed, or returned. */
  void leftOpen(World w, Frame in) {
    for (Map.Entry<Sym, Scope> e : List.copyOf(w.scopes.entrySet())) {
      Scope s = e.getValue();
      if (s.open() && s.owned() && opener(e.getKey()) == in && !reachable(w).contains(e.getKey())) {
        leaked(w, e.getKey(), s, m.here(s.at()));
      }
    }
  }

  /** The frame in which a scope was opened, in this round of a loop or an earlier one. */
  private static Object opener(Object s) {
    return s instanceof Sym.Site x ? x.call() : s instanceof Sym.Prev p ? opener(p.of()) : null;
  }

  private static Set<Sym> reachable(World w) {
    Set<Sym> reachable = new LinkedHashSet<>();
    w.locals.values().forEach(v -> reachable.add(v.sym()));
    w.heap.values().forEach(v -> reachable.add(v.sym()));
    w.stack.forEach(v -> reachable.add(v.sym()));
    reachable.add(w.result.sym());
    return reachable;
  }

  private void leaked(World w, Sym scope, Scope s, Site at) {
    m.emit(() -> new Event.Leaked(at, Names.text(s.at()), Event.LeakKind.RETURN, null, true));
    w.scopes.remove(scope);
    w.holds.values().removeIf(h -> scope.equals(h.stamp()));
  }

  /** A body that was followed returns: a guard must not be of a context that ends with the body. */
  void returnedInside(World w, Value v, Tree at) {
    Scope s = v.sym() == null ? null : w.scopes.get(v.sym());
    if (s != null && s.open() && s.owned() && s.on().stream().anyMatch(t -> mine(w, t))) {
      escaped(w, v, at, Event.How.RETURNED, "let the caller open the context and pass the token");
    }
  }

  /** Whether the scope was opened by the body that runs now. */
  boolean mine(World w, Sym s) {
    Scope scope = w.scopes.get(s);
    return scope != null && scope.owned() && s instanceof Sym.Site x && x.call() == m.frame;
  }

  /** What was lent is compared with null. */
  World tested(World w, Sym s, boolean isNull) {
    w.facts.put(s, isNull ? Fact.NULL : Fact.NONNULL);
    if (isNull) {
      w.scopes.remove(s);
    }
    return w;
  }

  private static boolean nullable(Sym s) {
    return s instanceof Sym.Root r
        && r.key() instanceof VariableElement p
        && p.getAnnotationMirrors().stream()
            .anyMatch(
                a -> a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  /** A new scope. */
  Value open(World w, TypeMirror type, Set<Sym> on, Tree at) {
    Sym s = m.site(at);
    w.scopes.put(s, new Scope(kind(type), true, true, on, type, at, null));
    return Value.of(s);
  }

  /** Something lent by what the call was given. */
  Value borrow(World w, TypeMirror type, Set<Sym> on, Tree at) {
    Sym s = m.site(at);
    w.scopes.put(s, new Scope(kind(type), true, false, on, type, at, null));
    return Value.of(s);
  }

  /** The value is used: it and what it was borrowed from must be open. */
  void use(World w, Value v, Tree at) {
    if (v.sym() != null) {
      Scope s = w.sets.containsKey(v.sym()) ? null : w.scopes.get(v.sym());
      if (s != null && !s.open()) {
        usedClosed(w, v.sym(), s, at);
        return;
      }
    }
    for (Dep d : v.deps()) {
      Scope s = d.kind() == Dep.Kind.BORROWED ? w.scopes.get(d.region()) : null;
      if (s != null && !s.open()) {
        usedClosed(w, d.region(), s, at);
        w.mapDeps(
            deps -> {
              if (!deps.contains(d)) {
                return deps;
              }
              Set<Dep> left = new LinkedHashSet<>(deps);
              left.remove(d);
              return left;
            });
        return;
      }
    }
  }

  private void usedClosed(World w, Sym sym, Scope s, Tree at) {
    m.emit(
        () ->
            new Event.UsedAfterClose(
                m.causeSince(sym, at),
                Names.text(at),
                s.kind() == Scope.Kind.TOKEN,
                s.closedAt() == null ? null : m.here(s.closedAt())));
    w.scopes.put(sym, new Scope(s.kind(), true, false, Set.of(), s.type(), s.at(), null));
  }

  /** An exception leaves scopes open in a body: that is that body's fault, and no one else's. */
  void leftBehind(World w, Frame in) {
    w.scopes.replaceAll(
        (k, s) ->
            s.open() && !s.on().isEmpty() && k instanceof Sym.Site x && x.call() == in
                ? new Scope(s.kind(), true, s.owned(), Set.of(), s.type(), s.at(), null)
                : s);
  }

  /** Ends a scope, if it is open. A guard that an exception leaves open in it is a leak. */
  void close(World w, Value v, Tree at) {
    Sym sym = v.sym();
    Scope s = sym == null ? null : w.scopes.get(sym);
    if (s == null || !s.open()) {
      return;
    }
    for (Map.Entry<Sym, Scope> e : List.copyOf(w.scopes.entrySet())) {
      Scope dependent = e.getValue();
      if (!m.unwinding
          && dependent.open()
          && dependent.on().contains(sym)
          && dependent.kind() == Scope.Kind.GUARD) {
        m.emit(
            () ->
                new Event.ClosedEarly(
                    m.causeSince(sym, at),
                    Names.text(at),
                    nameOf(w, e.getKey()),
                    m.here(dependent.at())));
      }
    }
    w.scopes.put(sym, s.closed(at));
    w.scopes.replaceAll(
        (k, x) ->
            x.open() && x.kind() == Scope.Kind.TOKEN && x.on().contains(sym) ? x.closed(at) : x);
    for (Map.Entry<LockKey, Hold> e : List.copyOf(w.holds.entrySet())) {
      if (e.getValue().held() && sym.equals(e.getValue().stamp())) {
        m.holds.release(w, e.getKey().lock(), e.getKey().mode(), sym, at);
        w.holds.remove(e.getKey());
      }
    }
  }

  /** What a scope answers when it is asked whether it is live; of one that is lent nobody knows. */
  Value live(World w, Call call, boolean yes) {
    Scope s = w.scopes.get(call.receiver().sym());
    return Value.of(s != null && s.owned() ? Sym.truth(s.open() == yes) : m.site(call.at()));
  }

  /** The variable that holds the value, if there is one. */
  private String nameOf(World w, Sym sym) {
    for (Map.Entry<VariableElement, Value> e : w.locals.entrySet()) {
      if (sym.equals(e.getValue().sym())) {
        return e.getKey().getSimpleName().toString();
      }
    }
    return Names.of(sym);
  }

  /** A token is asked for: whether the value is a live one. */
  void needed(World w, Value v, TypeMirror type, String callee, Tree at) {
    Scope s = v.sym() == null ? null : w.scopes.get(v.sym());
    Event.TokenProblem problem;
    if (v.sym() != null && m.paths.isNull(w, v.sym()) == Boolean.TRUE) {
      problem = Event.TokenProblem.NULL;
    } else if (s != null && !s.open()) {
      use(w, v, at);
      return;
    } else if (s == null) {
      problem =
          v.sym() instanceof Sym.Term t && t.operator().equals("cast")
              ? Event.TokenProblem.FORGED
              : Event.TokenProblem.ABSENT;
    } else if (nullable(v.sym()) && !w.facts.containsKey(v.sym())) {
      problem = Event.TokenProblem.MAYBE_NULL;
    } else {
      return;
    }
    m.emit(
        () ->
            new Event.ContextNeeded(
                m.causeSince(v.sym(), at), callee, simple(type), problem, null));
  }

  /** Whether the value is a scope of this very type. */
  boolean proves(World w, Sym sym, TypeMirror type) {
    Scope s = sym == null ? null : w.scopes.get(sym);
    return s != null && m.env.subclass(Env.declared(s.type()), Env.declared(type));
  }

  /**
   * What is found to be a token by its class alone: unless it was one before, it proves nothing.
   */
  Value claimed(World w, Value v, TypeMirror type) {
    boolean forged =
        m.env.marked(type, "ContextToken")
            && v.sym() != null
            && !v.sym().equals(Sym.NULL)
            && !w.scopes.containsKey(v.sym());
    return forged ? new Value(m.term("cast", v.sym(), Sym.NULL), v.deps()) : v;
  }

  static String simple(TypeMirror type) {
    String name = type.toString();
    int angle = name.indexOf('<');
    name = angle < 0 ? name : name.substring(0, angle);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  // ---- leaving

  /** Whether the value is a token, a guard, or guarded data that can be changed. */
  boolean bound(World w, Value v) {
    return (v.sym() != null && w.scopes.containsKey(v.sym()))
        || v.deps().stream()
            .anyMatch(d -> d.kind() == Dep.Kind.BORROWED && w.scopes.containsKey(d.region()));
  }

  /** Put into an object that nobody else sees: data may be, a guard or token may not. */
  void put(World w, Sym container, Value v, Tree at) {
    if (v.sym() != null && w.scopes.containsKey(v.sym()) || m.sets.running(w, v.sym())) {
      escaped(w, v, at, Event.How.STORED, null);
    } else {
      absorbed(w, container, v, at);
    }
  }

  /** Notes where an object that nobody else sees took guarded data in. */
  void absorbed(World w, Sym container, Value v, Tree at) {
    Sym region = region(w, v);
    if (region != null && container != null && m.quiet == 0) {
      Site put = m.causeSince(region, at);
      puts.put(container, new Put(put, Names.text(at)));
    }
  }

  void stored(World w, Value v, Tree at) {
    if (bound(w, new Value(v.sym(), m.memory.contentDeps(w, v))) || m.sets.running(w, v.sym())) {
      escaped(w, v, at, Event.How.STORED, null);
    }
  }

  void escaped(World w, Value v, Tree at, Event.How how, String hint) {
    Sym region = v.sym() != null && w.scopes.containsKey(v.sym()) ? v.sym() : region(w, v);
    m.emit(() -> new Event.Escaped(m.causeSince(region, at), Names.text(at), how, hint));
    if (region != null && w.scopes.get(region) != null) {
      Scope s = w.scopes.get(region);
      w.scopes.put(region, new Scope(s.kind(), s.open(), false, Set.of(), s.type(), s.at(), null));
    }
  }

  private static Sym region(World w, Value v) {
    for (Dep d : v.deps()) {
      if (d.kind() == Dep.Kind.BORROWED && w.scopes.containsKey(d.region())) {
        return d.region();
      }
    }
    return null;
  }

  /** The data of a guard is exchanged for other data: what was there belongs to who has it. */
  void replaced(World w, Call call) {
    Dep data = new Dep(Dep.Kind.BORROWED, call.receiver().sym());
    if (w.scopes.containsKey(data.region())
        && call.args().stream().noneMatch(a -> m.memory.contentDeps(w, a).contains(data))) {
      w.mapDeps(
          deps -> {
            Set<Dep> left = new LinkedHashSet<>(deps);
            return left.remove(data) ? left : deps;
          });
    }
  }

  /** The judged method returns the value. */
  void returned(World w, Value v, Tree at) {
    Sym s = v.sym();
    Scope scope = s == null ? null : w.scopes.get(s);
    if (scope != null && !scope.open()) {
      use(w, v, at);
      return;
    }
    if (scope != null && scope.owned()) {
      boolean opener =
          scope.kind() == Scope.Kind.TOKEN
              || scope.on().stream()
                  .anyMatch(t -> w.scopes.containsKey(t) && w.scopes.get(t).owned());
      if (opener) {
        escaped(w, v, at, Event.How.RETURNED, "let the caller open the context and pass the token");
      } else {
        w.scopes.put(s, scope.lent());
        w.holds.replaceAll(
            (k, h) -> h.held() && s.equals(h.stamp()) ? Hold.byCaller(h.mode(), h.at()) : h);
      }
      return;
    }
    Sym region = region(w, new Value(s, m.memory.contentDeps(w, v)));
    if (region == null) {
      return;
    }
    boolean over = !w.scopes.get(region).open();
    if (over && region(w, v) == null && puts.containsKey(s)) {
      Put put = puts.get(s);
      m.emit(() -> new Event.Escaped(put.at(), put.what(), Event.How.STORED, null));
    } else if (over || w.scopes.get(region).owned() || m.sets.opened(w, region)) {
      escaped(w, v, at, Event.How.RETURNED, "return a copy of what is needed");
    }
  }

  /** At the end of an expression that is a body, with its result. */
  void dropUnreachable(World w, Value result) {
    Value before = w.result;
    w.result = result;
    dropUnreachable(w, Set.of());
    w.result = before;
  }

  /** At the end of a statement: scopes that nothing refers to can never be closed. */
  void dropUnreachable(World w, Set<Sym> before) {
    if (w.scopes.isEmpty()) {
      return;
    }
    Set<Sym> reachable = reachable(w);
    for (Map.Entry<Sym, Scope> e : List.copyOf(w.scopes.entrySet())) {
      Scope s = e.getValue();
      if (s.open() && s.owned() && !reachable.contains(e.getKey())) {
        boolean guard = s.kind() == Scope.Kind.GUARD;
        if (before.contains(e.getKey())) {
          leaked(w, e.getKey(), s, m.made(e.getKey(), s.at()));
          continue;
        }
        dropped.add(s.at());
        m.emit(
            () -> new Event.Dropped(m.made(e.getKey(), s.at()), Names.text(s.at()), false, !guard));
        w.scopes.remove(e.getKey());
        w.holds.values().removeIf(h -> e.getKey().equals(h.stamp()));
        if (!guard) {
          m.contexts.stay(w, s.type());
        }
      }
    }
  }
}

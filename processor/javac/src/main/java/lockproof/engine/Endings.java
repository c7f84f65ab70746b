package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;

/** Judges how a method ends: what it returns, what it leaves held, what it throws. */
final class Endings {
  private final Machine m;
  private final Marks marks;

  /** How each acquisition ended, by place. */
  private final Map<Tree, Map<Event.LeakKind, Tree>> leaks = new LinkedHashMap<>();

  private final Map<Tree, Sym> locks = new LinkedHashMap<>();

  /** Whether an acquisition is still there on just those returns that tell the caller so. */
  private final Map<Tree, Boolean> handed = new LinkedHashMap<>();

  /** Locks that were given to a constructor, by the field they were stored in. */
  private final Map<Sym, Sym> stored = new LinkedHashMap<>();

  /** What inlined bodies gave to their callers out of sections of their own, and where. */
  private final Map<Sym, Tree> givenOut = new LinkedHashMap<>();

  /** Acquisitions whose stamp was dropped: what is to be said unless the lock is given back. */
  private final Map<Tree, Event> withoutStamp = new LinkedHashMap<>();

  Endings(Machine m) {
    this.m = m;
    this.marks = new Marks(m);
  }

  void begin() {
    leaks.clear();
    locks.clear();
    handed.clear();
    stored.clear();
    givenOut.clear();
    withoutStamp.clear();
  }

  /** A lock is taken, and its stamp dropped: it can be given back without one, or not at all. */
  void withoutStamp(Tree acquisition, Event dropped) {
    withoutStamp.putIfAbsent(acquisition, dropped);
  }

  /** A value leaves the judged method; values that leave inlined bodies are not judged. */
  void leaves(World w, Value v, Tree at, boolean isVoid) {
    if (m.frame.caller() != null) {
      m.uses.leaves(w, v, at, isVoid);
      m.scopes.returnedInside(w, v, at);
      m.closures.captures().returnedInside(w, v, at);
      givenOut(w, v, at);
      return;
    }
    m.leftToCallers |= carries(w, v);
    m.scopes.use(w, new Value(null, v.deps()), at);
    m.scopes.returned(w, v, at);
    Set<Dep> deps = m.memory.contentDeps(w, v);
    m.uses.used(w, new Value(v.sym(), deps), at, Event.How.RETURNED);
    if (!Value.tentative(deps) && (isVoid || !grounded(v))) {
      m.uses.decided(w, at);
    }
    transferred(w, v);
    if (m.frame.owner() instanceof ExecutableElement x && m.program.throughCallers(x)) {
      m.closures.captures().theirs(v);
    }
    m.closures.escaped(w, v, at, null);
    view(w, v, at);
  }

  /** An inlined body gives data to its caller, perhaps out of a section of its own. */
  void givenOut(World w, Value v, Tree at) {
    if (m.memory.content(v.sym()) != null && takenInside(w)) {
      givenOut.putIfAbsent(v.sym(), at);
    }
  }

  /** Whether a lock is held that a body took which the judged method runs. */
  private boolean takenInside(World w) {
    for (Frame f = m.frame; f.caller() != null; f = f.caller()) {
      Frame in = f;
      if (w.holds.values().stream()
          .anyMatch(
              h ->
                  h.why() == Hold.Why.ACQUIRED
                      && (h.at() == in.call() || m.env.inside(h.at(), in.body())))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lock is held that the method took, or has from its declaration. */
  private boolean taken(World w) {
    return w.holds.values().stream()
        .anyMatch(h -> h.held() && (h.why() == Hold.Why.ACQUIRED || h.at() == m.frame.body()));
  }

  /** Whether the value was got from elsewhere, so that it need not rest on what led there. */
  private boolean grounded(Value v) {
    return v.sym() instanceof Sym.Site s
        && !(s.at() instanceof MethodInvocationTree t
            && m.env.element(t.getMethodSelect()) instanceof ExecutableElement x
            && t.getArguments().isEmpty()
            && Env.isStatic(x)
            && m.env.contract(x).has("Pure"));
  }

  /** Whether a region goes to the caller with the value, as itself or in a new object. */
  private static boolean carries(World w, Value v) {
    return v.sym() != null
        && (region(w, v)
            || w.heap.entrySet().stream()
                .anyMatch(e -> v.sym().equals(e.getKey().owner()) && region(w, e.getValue())));
  }

  private static boolean region(World w, Value v) {
    return !v.deps().isEmpty() || w.sections.containsKey(v.sym()) || w.scopes.containsKey(v.sym());
  }

  /** A hold whose lock or stamp is returned is the caller's from now on. */
  private static void transferred(World w, Value v) {
    if (v.sym() == null) {
      return;
    }
    w.holds.replaceAll(
        (k, h) ->
            h.held() && (v.sym().equals(h.stamp()) || v.sym().equals(k.lock()) || knows(w, v, k))
                ? Hold.byCaller(h.mode(), h.at())
                : h);
  }

  /** Whether the new object was given the lock, to release it in its own time. */
  private static boolean knows(World w, Value v, LockKey key) {
    return w.fresh.contains(v.sym())
        && w.heap.entrySet().stream()
            .anyMatch(
                e ->
                    v.sym().equals(e.getKey().owner())
                        && e.getValue().sym() != null
                        && LockPaths.lockOf(e.getValue().sym()).equals(key.lock()));
  }

  /** Guarded data that goes on being shared after the lock is given back. */
  private void view(World w, Value v, Tree at) {
    Origin o = m.memory.content(v.sym());
    if (o == null
        || Memory.handedOver(w, v.sym())
        || o.base() != null && w.fresh.contains(o.base())) {
      return;
    }
    TypeMirror type = at instanceof ExpressionTree e ? m.env.type(e) : null;
    if (!Env.reference(type) || m.env.immutable(type) || m.env.threadSafe(type)) {
      return;
    }
    List<Sym> guards = m.memory.guards().marked(o.base(), o.field());
    Tree inside = taken(w) ? at : givenOut.get(v.sym());
    boolean element = o.elementType(v.sym()) != null;
    boolean view = inside != null && m.frame == m.root() && !element;
    Tree where = guards.isEmpty() ? inside : at;
    if (m.memory.container(o.field())
        && (guards.isEmpty()
            ? view
                && m.coverage.covered(o.field(), true)
                && !m.memory.guards().ownedByCaller(w, o.field(), o.base())
            : !guards.stream().allMatch(lock -> m.holds.callers(w, lock)))) {
      m.emit(
          () ->
              new Event.Escaped(
                  m.here(where),
                  Names.text(where),
                  Event.How.RETURNED,
                  "return a copy made under the lock"));
    }
  }

  /** The judged method has come to all its ends. */
  void judge(Worlds normal, Exits exits, Frame root) {
    Tree body = root.body();
    for (World w : normal) {
      m.uses.lentContent(w);
      held(w, Event.LeakKind.RETURN, body);
    }
    exits.ways.forEach(
        (way, worlds) -> {
          for (World w : worlds) {
            if (way.kind() == Exits.Kind.RETURN) {
              m.uses.lentContent(w);
              held(w, Event.LeakKind.RETURN, body);
            } else if (way.kind() == Exits.Kind.THROW) {
              hazards(w);
              if (way.cause() != Exits.Cause.FAULT) {
                boolean thrown = way.cause() == Exits.Cause.THROW;
                held(w, thrown ? Event.LeakKind.THROW : Event.LeakKind.CALL, body);
              }
            }
          }
        });
    m.uses.flush();
    marks.judge(root, normal, exits);
    leaks.keySet().forEach(at -> handed.put(at, handed(at, root, normal, exits)));
    report(root, normal, exits);
    m.holds.judgeReleases();
  }

  private void hazards(World w) {
    w.hazards.forEach(
        (at, deps) -> {
          Set<Dep> torn = new LinkedHashSet<>(Paths.tentative(deps));
          if (torn.isEmpty()) {
            return;
          }
          if (at instanceof ThrowTree t) {
            m.uses.used(w, new Value(null, torn), t, Event.How.THROWN);
          } else {
            m.uses.hazard(w, at, torn);
          }
        });
  }

  private void held(World w, Event.LeakKind kind, Tree exit) {
    w.heap.forEach(
        (slot, v) -> {
          if (slot.owner() instanceof Sym.Root
              && slot.key() instanceof VariableElement f
              && v.sym() instanceof Sym.Root) {
            stored.put(v.sym(), new Sym.Field(slot.owner(), f));
          }
        });
    w.holds.forEach(
        (key, h) -> {
          if (!w.blurred
              && !(key.lock() instanceof Sym.Root && answered(w, h, kind))
              && h.held()
              && h.count() > 0
              && h.why() != Hold.Why.CALLER
              && !h.several()
              && !guarded(w, h)) {
            leaks.computeIfAbsent(h.at(), t -> new LinkedHashMap<>()).putIfAbsent(kind, exit);
            locks.put(h.at(), key.lock());
          }
        });
    w.scopes.forEach(
        (sym, s) -> {
          if (s.open() && s.owned()) {
            leaks.computeIfAbsent(s.at(), t -> new LinkedHashMap<>()).putIfAbsent(kind, exit);
            locks.put(s.at(), sym);
          }
        });
  }

  /**
   * Whether every return with the lock tells the caller so, and every one without it tells the
   * opposite: by true and false, by something and nothing. A method without a result must return
   * with the lock, and give it back only when it throws.
   */
  private boolean handed(Tree at, Frame root, Worlds normal, Exits exits) {
    boolean silent = root.owner() instanceof ExecutableElement x && !Env.returns(x);
    List<World> ends = new ArrayList<>();
    normal.forEach(ends::add);
    exits.ways.forEach(
        (way, worlds) -> {
          if (way.kind() == Exits.Kind.RETURN) {
            worlds.forEach(ends::add);
          }
        });
    for (World w : ends) {
      List<Hold> held =
          w.holds.entrySet().stream()
              .filter(e -> e.getKey().lock().equals(locks.get(at)))
              .map(Map.Entry::getValue)
              .filter(h -> h.held() && h.count() > 0)
              .toList();
      Boolean told = silent ? Boolean.TRUE : told(w);
      if (told == null || told == held.isEmpty() || held.stream().anyMatch(m.permits::partly)) {
        return false;
      }
    }
    return !ends.isEmpty();
  }

  private Boolean told(World w) {
    Sym result = w.result.sym();
    Boolean answer = m.paths.isTrue(w, result);
    if (answer == null && m.paths.isNull(w, result) != null) {
      answer = !m.paths.isNull(w, result);
    }
    if (answer == null && m.paths.isZero(w, result) != null) {
      answer = !m.paths.isZero(w, result);
    }
    return answer;
  }

  /** Whether the method tells its caller, whose lock it is, that it took it. */
  private boolean answered(World w, Hold h, Event.LeakKind kind) {
    return kind == Event.LeakKind.RETURN
        && !m.holds.matched(h.at())
        && m.paths.isTrue(w, w.result.sym()) == Boolean.TRUE;
  }

  private static boolean guarded(World w, Hold h) {
    return h.stamp() != null && w.scopes.containsKey(h.stamp());
  }

  private void report(Frame root, Worlds normal, Exits exits) {
    withoutStamp.keySet().removeIf(m.holds::matched);
    withoutStamp.values().forEach(e -> m.emit(() -> e));
    leaks.keySet().removeAll(withoutStamp.keySet());
    boolean returns = !normal.isEmpty() || exits.ways.containsKey(Exits.Way.RETURN);
    leaks.forEach(
        (at, kinds) -> {
          Sym lock = locks.get(at);
          boolean scope = isScope(lock, normal, exits);
          if (m.scopes.dropped(at)) {
            return;
          }
          if (!scope && allowed(root, lock, at, kinds, returns)) {
            return;
          }
          Event.LeakKind kind =
              kinds.containsKey(Event.LeakKind.RETURN)
                  ? Event.LeakKind.RETURN
                  : kinds.containsKey(Event.LeakKind.THROW)
                      ? Event.LeakKind.THROW
                      : Event.LeakKind.CALL;
          m.emit(() -> new Event.Leaked(m.here(at), Names.of(lock), kind, null, scope));
        });
  }

  private static boolean isScope(Sym lock, Worlds normal, Exits exits) {
    for (World w : normal) {
      if (w.scopes.containsKey(lock)) {
        return true;
      }
    }
    for (Worlds ws : exits.ways.values()) {
      for (World w : ws) {
        if (w.scopes.containsKey(lock)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the method is one that takes the lock for its caller. */
  private boolean allowed(
      Frame root, Sym lock, Tree at, Map<Event.LeakKind, Tree> kinds, boolean returns) {
    if (root.owner() instanceof ExecutableElement x) {
      Contract c = m.env.contract(x);
      if (c.has("Acquires") || c.has("HeldIf")) {
        Cover declared = Cover.of(lock, root.self());
        m.emit(() -> new Event.Transferred(m.here(at), m.root().body(), declared, true));
        return true;
      }
    }
    boolean byReturn = kinds.containsKey(Event.LeakKind.RETURN);
    if (m.lockTypes.passed(lock)) {
      return true;
    }
    if (byReturn && (!m.holds.matched(at) || !m.lockTypes.owned(lock)) && handedToClosure(root)) {
      return true;
    }
    Cover cover = Cover.of(named(lock, root), root.self());
    if (byReturn && !m.lockTypes.owned(lock) && m.coverage.releasedByOthers(cover)) {
      return true;
    }
    if (m.holds.matched(at) && !handed.getOrDefault(at, false)) {
      return false;
    }
    if (!byReturn) {
      return returns;
    }
    if (!m.lockTypes.owned(lock)) {
      return true;
    }
    m.emit(() -> new Event.Transferred(m.here(at), m.root().body(), cover, true));
    if (m.coverage.works(root.body(), cover)) {
      return false;
    }
    return m.coverage.releasedElsewhere(cover) || (m.coverage.handedOver(at) && known(root, at));
  }

  /**
   * Whether it may be this method whose caller gives back what is taken: it takes it itself, or has
   * a caller that is in sight.
   */
  private boolean known(Frame root, Tree acquisition) {
    return m.env.inside(acquisition, root.body())
        || root.owner() instanceof ExecutableElement x && !m.program.callers.of(x).isEmpty();
  }

  /** The lock as the object knows it, where a constructor was given it. */
  private Sym named(Sym lock, Frame root) {
    return stored.getOrDefault(lock, lock);
  }

  private boolean handedToClosure(Frame root) {
    boolean[] found = {false};
    new com.sun.source.util.TreeScanner<Void, Void>() {
      private int inside;

      @Override
      public Void visitLambdaExpression(com.sun.source.tree.LambdaExpressionTree t, Void p) {
        inside++;
        super.visitLambdaExpression(t, p);
        inside--;
        return null;
      }

      @Override
      public Void visitClass(com.sun.source.tree.ClassTree t, Void p) {
        inside++;
        super.visitClass(t, p);
        inside--;
        return null;
      }

      @Override
      public Void visitMemberReference(com.sun.source.tree.MemberReferenceTree t, Void p) {
        found[0] |=
            m.env.element(t) instanceof ExecutableElement x && m.env.contract(x).has("Releases");
        return super.visitMemberReference(t, p);
      }

      @Override
      public Void visitMethodInvocation(com.sun.source.tree.MethodInvocationTree t, Void p) {
        found[0] |=
            inside > 0
                && m.env.element(t.getMethodSelect()) instanceof ExecutableElement x
                && m.env.contract(x).has("Releases");
        return super.visitMethodInvocation(t, p);
      }
    }.scan(
        root.body() instanceof com.sun.source.tree.LambdaExpressionTree l
            ? l.getBody()
            : root.body(),
        null);
    return found[0];
  }
}

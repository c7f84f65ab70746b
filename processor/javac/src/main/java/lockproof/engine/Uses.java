package lockproof.engine;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** The use of what was read in optimistic sections, and what happens inside them. */
final class Uses {
  private final Machine m;
  private final Awaited awaited;
  private final Map<Slot, Tree> lentStores = new HashMap<>();

  /** The first thing that torn data of a section can break. */
  private final Map<Tree, Event> hazards = new LinkedHashMap<>();

  /** Uses seen so far, by place: one place gives one report. */
  private final Map<Tree, Event.TentativeUse> uses = new LinkedHashMap<>();

  /** The first write under a lock that was taken on an old decision, by acquisition. */
  private final Map<Tree, Event> acts = new HashMap<>();

  /** Acquisitions under which something was computed anew, that may be looked at. */
  private final Set<Tree> deferred = new HashSet<>();

  /** Effects in sections of which nothing was read so far. */
  private final Map<Sym, List<Event.SectionEffect>> early = new HashMap<>();

  Uses(Machine m) {
    this.m = m;
    this.awaited = new Awaited(m);
  }

  void begin() {
    uses.clear();
    hazards.clear();
    lentStores.clear();
    early.clear();
    acts.clear();
    deferred.clear();
  }

  void lentStore(Slot slot, Tree at) {
    lentStores.putIfAbsent(slot, at);
  }

  /** A value is used where others can see it. */
  void used(World w, Value v, Tree at, Event.How how) {
    if (!v.tentative()) {
      if (!v.deps().isEmpty()) {
        outside(w, v, at, how);
      }
      return;
    }
    for (Dep d : v.deps()) {
      if (d.kind() == Dep.Kind.TENTATIVE) {
        report(w, d.region(), at, how, Names.text(at));
        break;
      }
    }
    forgive(w, v.deps());
  }

  /** A body that is followed where it is called leaves with the value, or with none. */
  void leaves(World w, Value v, Tree at, boolean isVoid) {
    if (isVoid) {
      decided(w, d -> d.region() instanceof Sym.Site s && s.call() == m.frame, at);
    } else if (!v.tentative()) {
      for (Dep d : v.deps()) {
        Section s = failed(w, d);
        if (outside(d, s == null ? ownBesides(w, v, d) : s, at, Event.How.RETURNED)) {
          w.mapDeps(deps -> deps.contains(d) ? without(deps, d) : deps);
        }
      }
    }
    ownSection(w, v, at);
  }

  /** The section of this very body that the value should have been read in. */
  private Section ownBesides(World w, Value v, Dep read) {
    Section s = read.kind() == Dep.Kind.OUTSIDE ? besides(w, v, read.region()) : null;
    return s != null && m.env.inside(s.at(), m.frame.body()) ? s : null;
  }

  private static Set<Dep> without(Set<Dep> deps, Dep gone) {
    Set<Dep> left = new LinkedHashSet<>(deps);
    left.remove(gone);
    return left;
  }

  /** A body returns what it read in a section of its own, whose stamp ends with the body. */
  void ownSection(World w, Value v, Tree at) {
    Set<Dep> own = new LinkedHashSet<>();
    for (Dep d : m.memory.contentDeps(w, v)) {
      boolean kept =
          d.region().equals(v.sym())
              || w.heap.values().stream().anyMatch(x -> d.region().equals(x.sym()));
      if (d.kind() == Dep.Kind.TENTATIVE
          && d.region() instanceof Sym.Site s
          && s.call() == m.frame
          && !kept) {
        own.add(d);
      }
    }
    if (!own.isEmpty()) {
      used(w, new Value(v.sym(), own), at, Event.How.RETURNED);
    }
    if (m.frame.owner() instanceof ExecutableElement x
        && m.frame.body() instanceof MethodTree
        && !m.program.throughCallers(x)) {
      w.path = notOf(m.frame, w.path);
    }
  }

  /** What a body that is judged by itself decided in sections of its own is told there. */
  private static Set<Dep> notOf(Frame frame, Set<Dep> path) {
    Set<Dep> left = new LinkedHashSet<>(path);
    left.removeIf(d -> d.region() instanceof Sym.Site s && s.call() == frame);
    return left;
  }

  private void report(World w, Sym stamp, Tree at, Event.How how, String what) {
    Section live = w.sections.get(stamp);
    Section s = m.sections.section(w, stamp);
    if (s == null) {
      return;
    }
    if (MarkedSections.any(s)) {
      if (how != Event.How.RETURNED && how != Event.How.DECIDED) {
        m.marked.unsafe(at, "`" + what + "` may be torn, and is " + how.words());
      }
      return;
    }
    boolean late = live == null || (live.over() && live.state() == Section.State.OPEN);
    Section.State state = late ? Section.State.SPOILED : live.state();
    if (m.quiet > 0) {
      return;
    }
    keep(
        at,
        new Event.TentativeUse(
            m.causeSince(stamp, at),
            how,
            what,
            Names.of(s.lock()),
            state,
            live == null,
            (live != null && live.state() == Section.State.SETTLED)
                || (state != Section.State.SPOILED && superseded(w, stamp, s)),
            m.here(s.at())));
  }

  /** Whether nothing holds the stamp any more, and another section of the lock was validated. */
  private static boolean superseded(World w, Sym stamp, Section of) {
    return w.locals.values().stream().noneMatch(v -> stamp.equals(v.sym()))
        && w.heap.values().stream().noneMatch(v -> stamp.equals(v.sym()))
        && w.sections.entrySet().stream()
            .anyMatch(
                e ->
                    !e.getKey().equals(stamp)
                        && e.getValue().lock().equals(of.lock())
                        && e.getValue().state() == Section.State.SETTLED);
  }

  /** Keeps the use that says most about what is wrong: before validation, outside it, after it. */
  private void keep(Tree at, Event.TentativeUse use) {
    Event.TentativeUse old = uses.get(at);
    if (old == null || rank(use) < rank(old)) {
      uses.put(at, use);
    }
  }

  private static int rank(Event.TentativeUse u) {
    return u.reread() ? 1 : u.stale() || u.state() == Section.State.SPOILED ? 2 : 0;
  }

  /** Reports the uses that were seen. */
  void flush() {
    uses.values().forEach(e -> m.emit(() -> e));
    uses.clear();
    hazards.values().forEach(e -> m.emit(() -> e));
    hazards.clear();
  }

  /** A value was read while neither the lock was held nor a section open, though one was made. */
  private void outside(World w, Value v, Tree at, Event.How how) {
    for (Dep d : v.deps()) {
      Section s = d.kind() == Dep.Kind.OUTSIDE ? besides(w, v, d.region()) : null;
      if (outside(d, s == null ? failed(w, d) : s, at, how)) {
        return;
      }
    }
  }

  private boolean outside(Dep read, Section s, Tree at, Event.How how) {
    if (s == null || read.kind() != Dep.Kind.OUTSIDE || m.quiet > 0) {
      return false;
    }
    keep(
        at,
        new Event.TentativeUse(
            m.env.inside(s.at(), m.frame.body()) ? m.here(at) : m.cause(at),
            how,
            Names.text(at),
            Names.of(s.lock()),
            s.state(),
            false,
            true,
            m.here(s.at())));
    return true;
  }

  /** The section of this body that failed, in whose place the value was read. */
  private Section failed(World w, Dep read) {
    Section s = w.failed.get(read.region());
    return s != null && m.env.inside(s.at(), m.frame.body()) ? s : null;
  }

  /** The section of the lock that the value should have been read in. */
  private Section besides(World w, Value v, Sym lock) {
    for (Dep d : v.deps()) {
      Section s = d.kind() == Dep.Kind.SETTLED ? m.sections.section(w, d.region()) : null;
      if (s != null && s.lock().equals(lock)) {
        return s;
      }
    }
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      if (e.getValue().lock().equals(lock) || mistaken(v, e.getKey(), e.getValue(), lock)) {
        return e.getValue();
      }
    }
    return null;
  }

  /**
   * Whether the section is one of the same lock of another object, and nothing was read in it, or
   * what was read there is mixed with this.
   */
  private boolean mistaken(Value v, Sym stamp, Section s, Sym lock) {
    Origin mine = Origin.of(lock);
    Origin other = Origin.of(s.lock());
    TypeElement type = LockPaths.rootType(lock);
    boolean alike =
        mine == null && other == null
            ? type != null && type.equals(LockPaths.rootType(s.lock()))
            : mine != null
                && other != null
                && mine.base() != null
                && mine.field().equals(other.field());
    return alike
        && s.state() == Section.State.SETTLED
        && (!m.sections.anyRead(stamp) || v.deps().contains(new Dep(Dep.Kind.SETTLED, stamp)));
  }

  /** What was reported once is not reported again on this path. */
  void forgive(World w, Set<Dep> deps) {
    Set<Dep> gone = Paths.tentative(deps);
    w.mapDeps(
        old -> {
          if (!Value.tentative(old)) {
            return old;
          }
          Set<Dep> left = new LinkedHashSet<>(old);
          left.removeAll(gone);
          return left;
        });
  }

  /**
   * A path that was chosen by tentative data leaves with a value that is not grounded otherwise.
   */
  void decided(World w, Tree at) {
    decided(w, d -> true, at);
  }

  private void decided(World w, Predicate<Dep> which, Tree at) {
    for (Dep d : w.path) {
      if (d.kind() == Dep.Kind.TENTATIVE && which.test(d)) {
        report(w, d.region(), at, Event.How.DECIDED, Names.text(at));
        forgive(w, w.path);
        return;
      }
    }
  }

  /** Whether the section may still be validated after this. */
  boolean awaited(World w, Sym stamp, Tree at) {
    return awaited.is(w, stamp, at);
  }

  /** Something that others can see happens inside sections that are open. */
  void effect(World w, Tree at, Supplier<String> what, Sym base, VariableElement field) {
    if (w.sections.isEmpty() || !m.holds.held(w).isEmpty()) {
      return;
    }
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      Section s = e.getValue();
      if (s.state() == Section.State.OPEN && !s.over() && awaited(w, e.getKey(), at)) {
        if (field != null && m.coverage.covers(Cover.of(s.lock(), base), field, false)) {
          return;
        }
        if (!m.marked.changes(s, at, what.get())) {
          happened(
              e.getKey(),
              new Event.SectionEffect(
                  m.causeSince(e.getKey(), at), what.get(), Names.of(s.lock()), m.here(s.at())));
        }
        return;
      }
    }
  }

  /** What a section that was run again has put there is added to what the first run had put. */
  void repeated(World w, Slot slot, Sym stamp) {
    Tree at = lentStores.get(slot);
    Section s = m.sections.section(w, stamp);
    if (at != null && s != null) {
      String what = "changes `" + Names.of(slot.owner()) + "`";
      m.emit(() -> new Event.SectionEffect(m.here(at), what, Names.of(s.lock()), m.here(s.at())));
    }
  }

  /** An effect counts once data of the section is read: until then there is nothing to retry. */
  private void happened(Sym stamp, Event.SectionEffect effect) {
    if (m.sections.anyRead(stamp)) {
      m.emit(() -> effect);
    } else if (m.quiet == 0) {
      early.computeIfAbsent(stamp, s -> new java.util.ArrayList<>()).add(effect);
    }
  }

  /** Data of the section is read. */
  void reads(Sym stamp) {
    List<Event.SectionEffect> before = m.quiet == 0 ? early.remove(stamp) : null;
    if (before != null) {
      before.forEach(e -> m.emit(() -> e));
    }
  }

  /** Guarded data is written under a lock that was taken on an old decision. */
  void actedOn(
      World w,
      Sym lock,
      Hold hold,
      Sym base,
      VariableElement f,
      boolean content,
      boolean later,
      Tree at) {
    Cover c = Cover.of(lock, base);
    if (!m.coverage.covers(c, f, content)) {
      return;
    }
    Sym stamp = hold.decided().iterator().next();
    Section s = m.sections.section(w, stamp);
    if (s != null && m.quiet == 0) {
      acts.putIfAbsent(
          hold.at(),
          new Event.ActedOnOldDecision(
              m.causeSince(s.at(), at),
              Names.of(new Sym.Field(base, f)),
              Names.of(lock),
              m.here(s.at()),
              stamp instanceof Sym.Site x && x.call() instanceof Sym));
    }
    if (hold.decided().stream().noneMatch(d -> m.sections.bearsOn(d, f))) {
      return;
    }
    if (later) {
      deferred.add(hold.at());
    }
    if (!deferred.contains(hold.at())) {
      acted(hold);
      w.holds.replaceAll((k, h) -> h == hold ? h.recheck() : h);
    }
  }

  private void acted(Hold hold) {
    Event act = acts.remove(hold.at());
    if (act != null) {
      m.emit(() -> act);
    }
  }

  /** A lock is given back, and nobody has looked at what was computed anew under it. */
  void givenBack(Hold hold) {
    if (hold.onOldDecision() && deferred.contains(hold.at()) && m.quiet == 0) {
      acted(hold);
    }
  }

  /** A torn value may make this throw, or go on for ever. */
  void hazard(World w, Tree at, Set<Dep> torn) {
    for (Dep d : torn) {
      Section s = m.sections.section(w, d.region());
      if (s != null) {
        Event h =
            MarkedSections.any(s)
                ? m.marked.broken(at, "`" + Names.text(at) + "` can throw or hang")
                : new Event.Hazard(
                    m.causeSince(d.region(), at),
                    Names.text(at),
                    Names.of(s.lock()),
                    m.here(s.at()));
        if (m.quiet == 0) {
          hazards.merge(s.at(), h, (a, b) -> m.env.before(b.site(), a.site()) ? b : a);
        }
        return;
      }
    }
  }

  /** What the caller lent must not keep anything that was never validated. */
  void lentContent(World w) {
    for (Map.Entry<Slot, Value> e : List.copyOf(w.heap.entrySet())) {
      Tree at = lentStores.get(e.getKey());
      if (at != null && e.getValue().tentative() && e.getKey().owner() instanceof Sym.Root) {
        used(w, e.getValue(), at, Event.How.STORED);
      }
    }
  }
}

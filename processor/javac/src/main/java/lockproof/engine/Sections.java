package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Mode;

/** Optimistic sections: opening, validating, and the use of what was read in them. */
final class Sections {
  private final Machine m;
  private final Map<Slot, Tree> lentStores = new HashMap<>();
  private final Map<Sym, Set<Coverage.Target>> reads = new HashMap<>();
  private final Map<Sym, Section> known = new HashMap<>();

  /** The first thing that torn data of a section can break. */
  private final Map<Tree, Event.Hazard> hazards = new LinkedHashMap<>();

  /** Uses seen so far, by place: one place gives one report. */
  private final Map<Tree, Event.TentativeUse> uses = new LinkedHashMap<>();

  Sections(Machine m) {
    this.m = m;
  }

  void begin() {
    uses.clear();
    hazards.clear();
    lentStores.clear();
    reads.clear();
    known.clear();
  }

  void noteRead(Sym stamp, VariableElement f, boolean content) {
    reads.computeIfAbsent(stamp, s -> new HashSet<>()).add(new Coverage.Target(f, content));
  }

  boolean wasRead(Sym stamp, VariableElement f, boolean content) {
    return reads.getOrDefault(stamp, Set.of()).contains(new Coverage.Target(f, content));
  }

  /** Opens a section; the result is its stamp. */
  Value open(World w, Sym lock, Tree at) {
    m.survey.taken(w, lock, Mode.OPTIMISTIC, false, at);
    Sym stamp = m.site(at);
    Section s = new Section(lock, Section.State.OPEN, at, false);
    w.sections.remove(stamp);
    w.sections.put(stamp, s);
    known.put(stamp, s);
    forgetPath(w, lock);
    return Value.of(stamp);
  }

  /** A lock was taken: reads are made under it from now on; returns what the decision rested on. */
  Set<Sym> taken(World w, Sym lock, Mode mode) {
    Set<Sym> decided = new LinkedHashSet<>();
    if (mode == Mode.EXCLUSIVE) {
      for (Dep d : w.path) {
        Section s = section(w, d.region());
        if (s != null && s.lock().equals(lock)) {
          decided.add(d.region());
        }
      }
    }
    w.sections.replaceAll((k, s) -> s.lock().equals(lock) ? s.ended() : s);
    forgetPath(w, lock);
    return decided;
  }

  /** What stands for the reads under a shared hold; a decision made on them ends with the hold. */
  Sym shared(Sym lock, Tree at) {
    Sym region = new Sym.Site(at, lock);
    known.putIfAbsent(region, new Section(lock, Section.State.SETTLED, at, false));
    return region;
  }

  /** A value that was read before the lock was taken for writing is written under it. */
  void old(World w, Value v) {
    for (Dep d : v.deps()) {
      Section s =
          d.kind() == Dep.Kind.SETTLED || d.kind() == Dep.Kind.SHARED
              ? section(w, d.region())
              : null;
      if (s != null) {
        w.holds.replaceAll(
            (k, h) ->
                k.mode() == Mode.EXCLUSIVE && k.lock().equals(s.lock()) && h.decidesAnew()
                    ? h.decided(Set.of(d.region()))
                    : h);
      }
    }
  }

  private void forgetPath(World w, Sym lock) {
    if (w.path.isEmpty()) {
      return;
    }
    Set<Dep> left = new LinkedHashSet<>();
    for (Dep d : w.path) {
      Section s = section(w, d.region());
      if (s != null && !s.lock().equals(lock)) {
        left.add(d);
      }
    }
    w.path = left;
  }

  Section section(World w, Sym stamp) {
    Section s = w.sections.get(stamp);
    if (s != null) {
      return s;
    }
    s = known.get(stamp);
    if (s == null && stamp instanceof Sym.Prev p && p.of() instanceof Sym.Site at) {
      s = known.get(at);
    }
    return s;
  }

  /** What a validation finds: the worlds in which it succeeded and failed. */
  List<Out> validate(World w, Sym lock, Value stamp, boolean succeedsOn, Tree at) {
    List<Out> outs = new ArrayList<>();
    Sym s = stamp.sym();
    Section section = s == null ? null : w.sections.get(s);
    if (section == null) {
      return validateOther(w, lock, stamp, succeedsOn, at);
    }
    if (!section.lock().equals(lock) && s instanceof Sym.Prev) {
      return validateOther(w, lock, new Value(new Sym.Phi(at, null), Set.of()), succeedsOn, at);
    }
    if (!section.lock().equals(lock)) {
      m.emit(
          new Event.StampMisused(
              m.here(at),
              Event.StampProblem.WRONG_LOCK,
              Names.of(section.lock()),
              Names.of(lock),
              m.here(section.at())));
      abandon(w, s);
      outs.add(new Out(w, Value.UNKNOWN));
      return outs;
    }
    if (m.paths.isZero(w, s) == Boolean.TRUE || section.state() == Section.State.DEAD) {
      outs.add(new Out(w, Value.of(Sym.truth(!succeedsOn))));
      return outs;
    }
    if (section.state() != Section.State.SPOILED) {
      World good = w.copy();
      settle(good, s);
      outs.add(new Out(good, Value.of(Sym.truth(succeedsOn))));
    }
    if (section.state() == Section.State.SPOILED) {
      w.futile = at;
    }
    w.sections.put(s, section.to(Section.State.SPOILED));
    forgetPath(w, lock);
    outs.add(new Out(w, Value.of(Sym.truth(!succeedsOn))));
    return outs;
  }

  private List<Out> validateOther(World w, Sym lock, Value stamp, boolean succeedsOn, Tree at) {
    Sym s = stamp.sym();
    if (s instanceof Sym.Term t && t.left() != null && ours(w, t)) {
      m.emit(
          new Event.StampMisused(
              m.here(at), Event.StampProblem.COMPUTED, Names.of(s), Names.of(lock), null));
      w.sections.forEach((k, x) -> known.put(k, x));
      byStrangers(w, lock).forEach(k -> abandon(w, k));
      return List.of(new Out(w, Value.UNKNOWN));
    }
    for (Map.Entry<LockKey, Hold> e : w.holds.entrySet()) {
      if (e.getValue().held() && s != null && s.equals(e.getValue().stamp())) {
        if (e.getKey().lock().equals(lock)) {
          return List.of(new Out(w, Value.of(Sym.truth(succeedsOn))));
        }
      }
    }
    if (s != null && m.paths.isZero(w, s) == Boolean.TRUE) {
      return List.of(new Out(w, Value.of(Sym.truth(!succeedsOn))));
    }
    List<Out> outs = new ArrayList<>();
    if (s != null && !(s instanceof Sym.Const)) {
      World bad = w.copy();
      World good = w;
      for (Sym dep : byStrangers(w, lock)) {
        settle(good, dep);
      }
      outs.add(new Out(good, Value.of(Sym.truth(succeedsOn))));
      outs.add(new Out(bad, Value.of(Sym.truth(!succeedsOn))));
      return outs;
    }
    outs.add(new Out(w, new Value(null, Set.of())));
    return outs;
  }

  private static boolean ours(World w, Sym.Term t) {
    return w.sections.keySet().stream().anyMatch(k -> Sym.mentions(t, k))
        || w.holds.values().stream().anyMatch(h -> h.stamp() != null && Sym.mentions(t, h.stamp()));
  }

  /** Sections that a stamp of unknown origin may stand for. */
  private static Set<Sym> byStrangers(World w, Sym lock) {
    Set<Sym> of = new LinkedHashSet<>();
    w.sections.forEach(
        (k, s) -> {
          if (resemble(s.lock(), lock)) {
            of.add(k);
          }
        });
    return of;
  }

  private static boolean resemble(Sym a, Sym b) {
    return a.equals(b)
        || (a instanceof Sym.Cell x && b instanceof Sym.Cell y && x.array().equals(y.array()))
        || a instanceof Sym.Prev
        || b instanceof Sym.Prev;
  }

  /**
   * The section was undisturbed so far: everything read since its stamp was taken is consistent.
   */
  void settle(World w, Sym stamp) {
    Section section = w.sections.get(stamp);
    if (section == null) {
      return;
    }
    Set<Sym> since = new LinkedHashSet<>();
    boolean after = false;
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      boolean earlier = e.getKey() instanceof Sym.Prev && !e.getKey().equals(stamp);
      after |= e.getKey().equals(stamp);
      if (after && !earlier && e.getValue().lock().equals(section.lock())) {
        since.add(e.getKey());
      }
    }
    for (Sym s : since) {
      w.sections.put(s, w.sections.get(s).to(Section.State.SETTLED));
    }
    w.facts.put(stamp, Fact.NONZERO);
    w.mapDeps(
        deps -> {
          if (!Value.tentative(deps)) {
            return deps;
          }
          Set<Dep> settled = new LinkedHashSet<>();
          for (Dep d : deps) {
            settled.add(
                d.kind() == Dep.Kind.TENTATIVE && since.contains(d.region())
                    ? new Dep(Dep.Kind.SETTLED, d.region())
                    : d);
          }
          return settled;
        });
  }

  /** Notes the sections that the value waited for before, and does not wait for now. */
  void settled(World w, Value before, Value now, Set<Sym> into) {
    for (Dep d : before.deps()) {
      if (d.kind() == Dep.Kind.TENTATIVE && !now.deps().contains(d)) {
        into.add(d.region());
      }
    }
  }

  /** Values that wait for this section, on a path where it can no longer be validated. */
  void forgetStale(World w, Sym container) {
    w.heap.replaceAll(
        (slot, v) -> {
          if (!container.equals(slot.owner())
              || slot.key() instanceof Sym.Const
              || !Value.tentative(v.deps())) {
            return v;
          }
          Set<Dep> left = new LinkedHashSet<>();
          for (Dep d : v.deps()) {
            if (d.kind() != Dep.Kind.TENTATIVE
                || w.sections.containsKey(d.region())
                    && w.sections.get(d.region()).state() == Section.State.OPEN) {
              left.add(d);
            }
          }
          return new Value(v.sym(), left);
        });
  }

  // ---- use

  void lentStore(Slot slot, Tree at) {
    lentStores.putIfAbsent(slot, at);
  }

  Tree lentStoreOf(Slot slot) {
    return lentStores.get(slot);
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

  private void report(World w, Sym stamp, Tree at, Event.How how, String what) {
    Section live = w.sections.get(stamp);
    Section s = section(w, stamp);
    if (s == null) {
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
    uses.values().forEach(m::emit);
    uses.clear();
    hazards.values().forEach(m::emit);
    hazards.clear();
  }

  /** A value mixes what was validated with what was read before the section began. */
  private void outside(World w, Value v, Tree at, Event.How how) {
    for (Dep o : v.deps()) {
      for (Dep d : v.deps()) {
        Section s = d.kind() == Dep.Kind.SETTLED ? section(w, d.region()) : null;
        if (o.kind() == Dep.Kind.OUTSIDE
            && s != null
            && s.lock().equals(o.region())
            && m.quiet == 0) {
          keep(
              at,
              new Event.TentativeUse(
                  m.causeSince(d.region(), at),
                  how,
                  Names.text(at),
                  Names.of(s.lock()),
                  s.state(),
                  false,
                  true,
                  m.here(s.at())));
          return;
        }
      }
    }
  }

  /** Nothing more is said about a section that was used wrongly. */
  void abandon(World w, Sym stamp) {
    forgive(w, Set.of(new Dep(Dep.Kind.TENTATIVE, stamp)));
    w.sections.remove(stamp);
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
    for (Dep d : w.path) {
      Section s = w.sections.get(d.region());
      boolean failed = s != null && s.state() == Section.State.SPOILED && !s.over();
      if (d.kind() == Dep.Kind.TENTATIVE && !failed) {
        report(w, d.region(), at, Event.How.DECIDED, Names.text(at));
        forgive(w, w.path);
        return;
      }
    }
  }

  /** Something that others can see happens inside sections that are open. */
  void effect(World w, Tree at, String what, Sym base, VariableElement field) {
    if (w.sections.isEmpty() || !m.holds.held(w).isEmpty()) {
      return;
    }
    for (Map.Entry<Sym, Section> e : w.sections.entrySet()) {
      Section s = e.getValue();
      if (s.state() == Section.State.OPEN && !s.over()) {
        if (field != null && m.coverage.covers(Guards.cover(s.lock(), base), field, false)) {
          return;
        }
        m.emit(
            new Event.SectionEffect(
                m.causeSince(e.getKey(), at), what, Names.of(s.lock()), m.here(s.at())));
        return;
      }
    }
  }

  /** Guarded data is written under a lock that was taken on an old decision. */
  void actedOn(
      World w, Sym lock, Hold hold, Sym base, VariableElement f, boolean content, Tree at) {
    Cover c = Guards.cover(lock, base);
    if (!m.coverage.covers(c, f, content)) {
      return;
    }
    Sym stamp = hold.decided().iterator().next();
    Section s = section(w, stamp);
    if (s != null) {
      m.emit(
          new Event.ActedOnOldDecision(
              m.cause(at), Names.of(new Sym.Field(base, f)), Names.of(lock), m.here(s.at())));
    }
    w.holds.replaceAll((k, h) -> h == hold ? h.recheck() : h);
  }

  /** A torn value may make this throw, or go on for ever. */
  void hazard(World w, Tree at, Set<Dep> torn) {
    for (Dep d : torn) {
      Section s = section(w, d.region());
      if (s != null) {
        Event.Hazard h =
            new Event.Hazard(
                m.causeSince(d.region(), at), Names.text(at), Names.of(s.lock()), m.here(s.at()));
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

  /** The lock of some section that failed. */
  String lockOf(World w) {
    for (Section s : w.sections.values()) {
      if (s.state() == Section.State.SPOILED) {
        return Names.of(s.lock());
      }
    }
    return "the lock";
  }

  /** Whether a section is open on this path. */
  boolean anyOpen(World w) {
    for (Section s : w.sections.values()) {
      if (s.state() == Section.State.OPEN && !s.over()) {
        return true;
      }
    }
    return false;
  }
}

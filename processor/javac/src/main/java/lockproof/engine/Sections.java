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
import javax.lang.model.type.TypeKind;
import lockproof.contract.Mode;

/** Optimistic sections: opening and validating them, and what was read in them. */
final class Sections {
  private final Machine m;
  private final Map<Sym, Set<Coverage.Target>> reads = new HashMap<>();

  /** Sections of which an old value is written under the lock. */
  private final Set<Sym> carried = new HashSet<>();

  /** Functions that were called for what they read. */
  private final Map<Sym, Set<Sym>> readers = new HashMap<>();

  private final Map<Sym, Section> known = new HashMap<>();

  Sections(Machine m) {
    this.m = m;
  }

  void begin() {
    reads.clear();
    carried.clear();
    readers.clear();
    known.clear();
  }

  void noteRead(Sym stamp, VariableElement f, boolean content) {
    m.uses.reads(stamp);
    reads.computeIfAbsent(stamp, s -> new HashSet<>()).add(new Coverage.Target(f, content));
  }

  /** What was read under a shared hold, which ends before it is acted on. */
  void noteShared(Sym region, VariableElement f, boolean content) {
    reads.computeIfAbsent(region, s -> new HashSet<>()).add(new Coverage.Target(f, content));
  }

  /**
   * Whether a decision made on what was read there bears on the field: it was read there, or a flag
   * was, which tells of the whole object; or an old value is written.
   */
  boolean bearsOn(Sym region, VariableElement f) {
    Set<Coverage.Target> read = reads.getOrDefault(region, Set.of());
    return read.isEmpty()
        || carried.contains(region)
        || read.stream()
            .anyMatch(t -> t.field().equals(f) || t.field().asType().getKind() == TypeKind.BOOLEAN);
  }

  /** Somebody's function was called in the section, for what it reads. */
  void readBy(Sym stamp, Sym function) {
    if (function != null) {
      readers.computeIfAbsent(stamp, s -> new HashSet<>()).add(function);
    }
  }

  /** What a function reads again after the section failed, with nothing to protect it. */
  Set<Dep> failedReader(World w, Sym function) {
    Set<Dep> deps = new LinkedHashSet<>();
    if (!anyOpen(w)) {
      w.sections.forEach(
          (k, s) -> {
            if (s.state() == Section.State.SPOILED
                && !s.over()
                && readers.getOrDefault(k, Set.of()).contains(function)
                && m.holds.heldMode(w, s.lock()) == null) {
              deps.add(new Dep(Dep.Kind.TENTATIVE, k));
            }
          });
    }
    return deps;
  }

  /** Whatever the section reads, it is run again where it was disturbed. */
  void retries(Sym stamp) {
    reads.computeIfAbsent(stamp, s -> new HashSet<>());
  }

  boolean anyRead(Sym stamp) {
    return reads.containsKey(stamp);
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
    w.sections.entrySet().removeIf(e -> superseded(e.getKey(), e.getValue(), stamp));
    w.sections.put(stamp, s);
    known.put(stamp, s);
    forgetPath(w, lock);
    return Value.of(stamp);
  }

  /** Whether the section failed in an earlier round, and is now begun again. */
  private static boolean superseded(Sym key, Section s, Sym stamp) {
    return s.state() == Section.State.SPOILED && key instanceof Sym.Prev p && p.of().equals(stamp);
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
        carried.add(d.region());
        w.holds.replaceAll(
            (k, h) ->
                k.mode() == Mode.EXCLUSIVE && k.lock().equals(s.lock()) && h.decidesAnew()
                    ? h.decided(Set.of(d.region()))
                    : h);
      }
    }
  }

  /** Nobody goes on where decisions about data of the lock led. */
  void forgetPath(World w, Sym lock) {
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

  /**
   * What was decided on data of the lock was neither confirmed nor refuted: leaving is no use of
   * it, but taking the lock now to act on it is too late.
   */
  void undecided(World w, Sym lock) {
    Set<Dep> left = new LinkedHashSet<>();
    for (Dep d : w.path) {
      Section s = section(w, d.region());
      boolean open = s != null && s.lock().equals(lock) && d.kind() == Dep.Kind.TENTATIVE;
      left.add(open ? new Dep(Dep.Kind.SETTLED, d.region()) : d);
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
          () ->
              new Event.StampMisused(
                  m.causeSince(s, at),
                  Event.StampProblem.WRONG_LOCK,
                  Names.of(section.lock()),
                  Names.of(lock),
                  m.here(section.at())));
      abandon(w, s);
      byStrangers(w, lock).forEach(k -> abandon(w, k));
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
    spoil(w, s);
    outs.add(new Out(w, Value.of(Sym.truth(!succeedsOn))));
    return outs;
  }

  /** The section is known to have been disturbed; what was decided in it is decided anew. */
  void spoil(World w, Sym stamp) {
    Section s = w.sections.get(stamp).to(Section.State.SPOILED);
    w.sections.put(stamp, s);
    forgetPath(w, s.lock());
    Map<Sym, Section> failed = new LinkedHashMap<>(w.failed);
    failed.put(s.lock(), s);
    w.failed = failed;
  }

  private List<Out> validateOther(World w, Sym lock, Value stamp, boolean succeedsOn, Tree at) {
    Sym s = stamp.sym();
    if (s instanceof Sym.Term t && t.left() != null && ours(w, t)) {
      m.emit(
          () ->
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
        if (good.sections.get(dep).state() != Section.State.SPOILED) {
          settle(good, dep);
        }
        disturbed(bad, dep);
      }
      outs.add(new Out(good, Value.of(Sym.truth(succeedsOn))));
      outs.add(new Out(bad, Value.of(Sym.truth(!succeedsOn))));
      return outs;
    }
    outs.add(new Out(w, new Value(null, Set.of())));
    return outs;
  }

  /** One of several sections was disturbed, and nobody can tell which. */
  private static void disturbed(World w, Sym stamp) {
    w.sections.computeIfPresent(
        stamp, (k, s) -> s.state() == Section.State.OPEN ? s.to(Section.State.SPOILED) : s);
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

  /** Whether the lock is an element of an array, or that of one. */
  static boolean ofElement(Sym lock) {
    return lock instanceof Sym.Cell
        || lock instanceof Sym.Field f && f.base() != null && ofElement(f.base());
  }

  static boolean resemble(Sym a, Sym b) {
    return a.equals(b)
        || (a instanceof Sym.Cell x && b instanceof Sym.Cell y && x.array().equals(y.array()))
        || (a instanceof Sym.Field x
            && b instanceof Sym.Field y
            && x.field().equals(y.field())
            && x.base() != null
            && resemble(x.base(), y.base()))
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

  /**
   * What an array has of sections that can no longer be validated is overwritten: all of it, or
   * what does not stand at a place known by its number.
   */
  void forgetStale(World w, Sym container, boolean all) {
    w.heap.replaceAll(
        (slot, v) -> {
          if (!container.equals(slot.owner())
              || !all && slot.key() instanceof Sym.Const
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

  /** Nothing more is said about a section that was used wrongly. */
  void abandon(World w, Sym stamp) {
    m.uses.forgive(w, Set.of(new Dep(Dep.Kind.TENTATIVE, stamp)));
    w.sections.remove(stamp);
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

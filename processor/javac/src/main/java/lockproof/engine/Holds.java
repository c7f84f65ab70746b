package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import lockproof.contract.Mode;

/** Acquiring and releasing: what the world knows of who holds what. */
final class Holds {
  private final Machine m;
  private final LockPaths paths;
  private final Alike alike;

  /** What was seen at each release of a lock whose acquisition may lie with the caller. */
  private final Map<Tree, Releases> releases = new LinkedHashMap<>();

  private static final class Releases {
    /** On some path it was not known to be held. */
    boolean unknown;

    /** On some path it was held. */
    boolean held;

    /** On some path the method had not asked for it before. */
    boolean first;

    /** Another lock that looks like it was held. */
    boolean instead;

    /** An attempt to take it failed on some path. */
    boolean tried;

    /** The caller gave the stamp, and with it the hold. */
    boolean given;

    /** The lock was asked whether anybody holds it, which says nothing about this thread. */
    boolean asked;

    Sym lock;
  }

  /** Acquisitions that some release in the method matched. */
  private final Set<Tree> matched = new LinkedHashSet<>();

  Holds(Machine m) {
    this.m = m;
    this.paths = new LockPaths(m);
    this.alike = new Alike(m);
  }

  void begin() {
    releases.clear();
    matched.clear();
    given.clear();
    taken.clear();
  }

  boolean matched(Tree acquisition) {
    return matched.contains(acquisition);
  }

  /** Whether the method releases this lock, or one that looks like it, anywhere. */
  boolean released(Sym lock) {
    return releases.values().stream()
        .anyMatch(r -> r.lock.equals(lock) || alike.are(r.lock, lock) || Origin.of(r.lock) == null);
  }

  /** Locks that the method, or what it calls, takes or tries to take. */
  private final Set<Sym> taken = new HashSet<>();

  /** Locks of which the caller gave a stamp. */
  private final Set<Sym> given = new HashSet<>();

  private final Set<Sym> attempts = new LinkedHashSet<>();

  /** The result of an attempt that may have failed. */
  void attempt(Sym result) {
    attempts.add(result);
  }

  boolean attempted(Sym result) {
    return attempts.contains(result);
  }

  /** A hold taken there goes on under another stamp. */
  void converted(Tree acquisition) {
    matched.add(acquisition);
  }

  LockPaths paths() {
    return paths;
  }

  /** The lock that an expression of a mark names; null if it names none. */
  Sym resolve(
      String text, Sym base, javax.lang.model.element.TypeElement type, Map<String, Sym> names) {
    return paths.resolve(text, base, type, names);
  }

  /** The lock and mode that acquiring the value means. */
  static LockKey key(Sym lock, Mode mode) {
    if (lock instanceof Sym.View v) {
      return key(v.lock(), v.mode() == Mode.ANY ? mode : v.mode());
    }
    return new LockKey(lock, mode == Mode.SHARED ? Mode.SHARED : Mode.EXCLUSIVE);
  }

  /** How the lock is held; null if it is not, or that is not known. */
  Mode heldMode(World w, Sym lock) {
    if (lock instanceof Sym.View v) {
      Mode held = heldMode(w, v.lock());
      return held == null || (v.mode() == Mode.EXCLUSIVE && held != Mode.EXCLUSIVE) ? null : held;
    }
    Hold x = w.holds.get(new LockKey(lock, Mode.EXCLUSIVE));
    if (x != null && x.held()) {
      return Mode.EXCLUSIVE;
    }
    Hold s = w.holds.get(new LockKey(lock, Mode.SHARED));
    return s != null && s.held() ? Mode.SHARED : null;
  }

  /** Whether the lock is the caller's, and stays held after the method has returned. */
  boolean callers(World w, Sym lock) {
    if (lock instanceof Sym.Monitor
        && m.root().owner().getModifiers().contains(Modifier.SYNCHRONIZED)) {
      return false;
    }
    return List.of(Mode.EXCLUSIVE, Mode.SHARED).stream()
        .map(mode -> w.holds.get(new LockKey(LockPaths.lockOf(lock), mode)))
        .anyMatch(h -> h != null && h.held() && h.why() == Hold.Why.CALLER && h.count() == 0);
  }

  /** The locks that are held. */
  List<LockKey> held(World w) {
    List<LockKey> held = new ArrayList<>();
    w.holds.forEach(
        (k, h) -> {
          if (h.held()) {
            held.add(k);
          }
        });
    return held;
  }

  /** Takes a lock. */
  boolean acquire(
      World w, Sym lock, Mode mode, Sym stamp, boolean reentrant, boolean attempt, Tree at) {
    LockKey key = key(lock, mode);
    taken.add(key.lock());
    Mode before = heldMode(w, key.lock());
    Hold old = w.holds.get(key);
    Hold other = before == null ? null : w.holds.get(new LockKey(key.lock(), before));
    boolean several = other != null && other.several();
    if (!several) {
      m.emit(
          () ->
              new Event.Acquired(
                  own(other) ? m.here(at) : m.cause(at),
                  key.lock(),
                  Names.of(key.lock()),
                  key.mode(),
                  before,
                  reentrant,
                  attempt,
                  other == null || other.at() == null ? null : m.here(other.at())));
    }
    if (before != null && !attempt && !several && deadlocks(before, key.mode(), reentrant)) {
      return false;
    }
    if (before == null) {
      m.survey.taken(w, key.lock(), key.mode(), attempt, at);
    }
    Set<Sym> decided = m.sections.taken(w, key.lock(), key.mode());
    if (old != null && old.held()) {
      w.holds.put(
          key,
          stamp == null
              ? old.count(Math.min(old.count() + 1, 12))
              : old.count(Math.min(old.count() + 1, 12)).stamp(stamp));
    } else {
      w.holds.put(key, Hold.acquired(key.mode(), stamp, at).decided(decided));
      if (before == null) {
        forgetMemory(w);
      }
    }
    return true;
  }

  /** Whether taking the lock in this mode, held as it is, waits for itself. */
  static boolean deadlocks(Mode held, Mode wanted, boolean reentrant) {
    boolean both = held == Mode.SHARED && wanted == Mode.SHARED;
    return (held == Mode.SHARED && wanted == Mode.EXCLUSIVE) || (!reentrant && !both);
  }

  /** Whether a place lies in a body that is being interpreted, and not in one that has returned. */
  private boolean insideChain(Tree at) {
    for (Frame f = m.frame; f != null; f = f.caller()) {
      if (at == null || m.env.inside(at, f.body())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the hold was taken in the body at hand. */
  private boolean own(Hold h) {
    return h == null
        || h.at() == null
        || m.frame.caller() == null
        || m.env.inside(h.at(), m.frame.body());
  }

  /** Others may have written while the lock was not held. */
  void forgetMemory(World w) {
    List<LockKey> held = held(w);
    w.heap
        .entrySet()
        .removeIf(
            e -> {
              Sym owner = e.getKey().owner();
              return e.getValue().deps().isEmpty()
                  && !leadsTo(held, e.getValue().sym())
                  && !(owner != null
                      && (w.fresh.contains(owner)
                          || owner instanceof Sym.Root r
                              && r.key() instanceof javax.lang.model.element.VariableElement
                              && !(e.getKey().key()
                                  instanceof javax.lang.model.element.VariableElement)))
                  && !(e.getKey().key() instanceof javax.lang.model.element.VariableElement f
                      && (m.program.stable(f) || m.env.marked(f.asType(), "LockType")));
            });
  }

  /** Whether a lock that is held was reached through the value: the way to it stays the same. */
  private static boolean leadsTo(List<LockKey> held, Sym value) {
    return value != null && held.stream().anyMatch(k -> Sym.mentions(k.lock(), value));
  }

  /** What a failed attempt leaves behind. */
  void failed(World w, Sym lock, Mode mode, Tree at) {
    LockKey key = key(lock, mode);
    Hold old = w.holds.get(key);
    if (old == null || !old.held()) {
      w.holds.put(key, Hold.not(Hold.Why.FAILED, at));
    }
  }

  /** What is given back. */
  private LockKey released(World w, Sym lock, Mode mode, Tree at) {
    LockKey key = alike.asked(w, key(lock, mode), at);
    if (mode != Mode.ANY || lock instanceof Sym.View) {
      return key;
    }
    Mode held = heldMode(w, key.lock());
    return held == null ? recorded(w, key) : new LockKey(key.lock(), held);
  }

  /** Gives a lock back. */
  void release(World w, Sym lock, Mode mode, Sym stamp, Tree at) {
    LockKey key = released(w, lock, mode, at);
    Hold hold = w.holds.get(key);
    if (hold == null || !hold.held()) {
      Hold wrong =
          w.holds.get(
              new LockKey(key.lock(), key.mode() == Mode.SHARED ? Mode.EXCLUSIVE : Mode.SHARED));
      if (wrong != null && wrong.held() && (mode != Mode.ANY || lock instanceof Sym.View)) {
        wrongly(key, Event.ReleaseProblem.WRONG_MODE, wrong.mode(), wrong.at(), at);
        w.holds.put(new LockKey(key.lock(), wrong.mode()), Hold.byCaller(wrong.mode(), wrong.at()));
        return;
      }
    }
    if (hold == null || hold.why() == Hold.Why.TESTED) {
      unknown(w, key, stamp, at);
      return;
    }
    if (!hold.held()) {
      if (hold.why() == Hold.Why.FAILED) {
        releases.computeIfAbsent(at, t -> new Releases()).tried = true;
      }
      if (!several(w)
          && !m.faulting
          && !m.lockTypes.passed(key.lock())
          && (m.lockTypes.owned(key.lock()) || m.loops == 0 && hold.at() != at)) {
        Event.ReleaseProblem problem =
            switch (hold.why()) {
              case FAILED -> Event.ReleaseProblem.FAILED_TRY;
              default -> Event.ReleaseProblem.TWICE;
            };
        wrongly(key, problem, null, hold.at(), at);
      }
      return;
    }
    Releases seen = releases.computeIfAbsent(at, t -> new Releases());
    seen.held |= hold.why() == Hold.Why.ACQUIRED;
    if (hold.why() == Hold.Why.CALLER
        && hold.count() == 0
        && (m.lockTypes.owned(key.lock()) || !taken.contains(key.lock()))) {
      Cover cover = Cover.of(key.lock(), m.root().self());
      m.emit(() -> new Event.Transferred(m.here(at), m.root().body(), cover, false));
    }
    seen.lock = key.lock();
    if (!insideChain(hold.at())) {
      m.emit(() -> new Event.Transferred(m.here(hold.at()), m.root().body(), null, false));
    }
    matched.add(hold.at());
    m.uses.givenBack(hold);
    if (hold.count() > 1) {
      w.holds.put(key, hold.count(hold.count() - 1));
      return;
    }
    if (hold.count() == 1 && hold.why() == Hold.Why.CALLER) {
      w.holds.put(key, hold.count(0));
      return;
    }
    if (hold.several()) {
      return;
    }
    released(w, key, hold.why() == Hold.Why.CALLER && Asked.count(w, key.lock()), at);
    if (heldMode(w, key.lock()) == null) {
      forgetMemory(w);
    }
  }

  /** What is left of a hold; nothing is known if only the code knows how often it was taken. */
  private static void released(World w, LockKey key, boolean perhaps, Tree at) {
    if (perhaps) {
      w.holds.remove(key);
    } else {
      w.holds.put(key, Hold.not(Hold.Why.RELEASED, at));
    }
  }

  /** A lock is given back that was not taken here: the caller's, or the wrong one. */
  private void unknown(World w, LockKey key, Sym stamp, Tree at) {
    boolean counted = Asked.count(w, key.lock());
    if (!counted && !several(w) && !w.blurred && !m.faulting) {
      Releases seen = releases.computeIfAbsent(at, t -> new Releases());
      seen.unknown = true;
      seen.first |= !taken.contains(key.lock());
      seen.given |= fromOutside(stamp) || given.contains(key.lock());
      seen.asked |= Asked.state(w, key.lock());
      seen.lock = key.lock();
      for (Map.Entry<LockKey, Hold> e : List.copyOf(w.holds.entrySet())) {
        if (e.getValue().why() == Hold.Why.ACQUIRED
            && (alike.are(e.getKey().lock(), key.lock()) || Alike.words(e.getValue().at(), at))) {
          seen.instead = true;
          matched.add(e.getValue().at());
          w.holds.put(e.getKey(), Hold.byCaller(e.getKey().mode(), e.getValue().at()));
        }
      }
    }
    released(w, key, counted || key.lock() instanceof Sym.Got, at);
    forgetMemory(w);
  }

  /** Whether a stamp was there before the method began. */
  private static boolean fromOutside(Sym stamp) {
    return stamp instanceof Sym.Root || Origin.of(stamp) != null;
  }

  /** A stamp is used with the lock: if the caller gave it, the caller may hold the lock. */
  void used(Sym lock, Sym stamp) {
    if (fromOutside(stamp)) {
      given.add(lock);
    }
  }

  private LockKey recorded(World w, LockKey key) {
    LockKey shared = new LockKey(key.lock(), Mode.SHARED);
    return w.holds.containsKey(shared) && !w.holds.containsKey(key) ? shared : key;
  }

  private boolean several(World w) {
    return w.holds.values().stream().anyMatch(h -> h.held() && h.several());
  }

  private void wrongly(LockKey key, Event.ReleaseProblem problem, Mode mode, Tree before, Tree at) {
    m.emit(
        () ->
            new Event.ReleasedWrongly(
                m.cause(at),
                Names.of(key.lock()),
                problem,
                mode,
                before == null ? null : m.here(before)));
  }

  /** A test showed whether the lock is held. */
  void tested(World w, Sym lock, Mode mode, boolean held, Tree at) {
    LockKey key = key(lock, mode);
    Hold old = w.holds.get(key);
    if (held) {
      if (old == null || !old.held()) {
        w.holds.put(key, Hold.byCaller(key.mode(), at));
      }
    } else if (old == null) {
      w.holds.put(key, Hold.not(Hold.Why.TESTED, at));
    }
  }

  /** What is known of the lock being held: true, false, or null. */
  Boolean known(World w, Sym lock, Mode mode) {
    Mode held = heldMode(w, key(lock, mode).lock());
    if (held != null && held.satisfies(lock instanceof Sym.View v ? v.mode() : mode)) {
      return true;
    }
    Hold hold = w.holds.get(key(lock, mode));
    return hold != null && !hold.held() && hold.why() != Hold.Why.FAILED ? Boolean.FALSE : null;
  }

  /** Reports releases that match no acquisition, or one on some paths only. */
  void judgeReleases() {
    releases.forEach(
        (at, seen) -> {
          if (!seen.unknown || seen.tried || seen.held && m.lockTypes.passed(seen.lock)) {
            return;
          }
          Cover cover = Cover.of(seen.lock, m.root().self());
          boolean foreign =
              !seen.held
                  && !seen.instead
                  && !seen.asked
                  && (seen.given
                      || cover.lock() == null
                      || m.memory.guards().given(cover.lock())
                      || !m.lockTypes.owned(seen.lock)
                      || m.coverage.takenElsewhere(cover)
                      || !m.memory.guards().unmarkedRoot()
                      || m.program.refs.leave(m.root().owner()));
          if (foreign && !seen.first && !m.lockTypes.owned(seen.lock)) {
            return;
          }
          if (foreign || m.coverage.growing() && !seen.held && !seen.instead && !seen.asked) {
            m.emit(() -> new Event.Transferred(m.here(at), m.root().body(), cover, false));
            return;
          }
          m.emit(
              () ->
                  new Event.ReleasedWrongly(
                      m.cause(at),
                      Names.of(seen.lock),
                      seen.held ? Event.ReleaseProblem.SOME_PATHS : Event.ReleaseProblem.NOT_HELD,
                      null,
                      null));
        });
  }
}

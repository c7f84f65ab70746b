package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockproof.contract.Mode;

/** Acquiring and releasing: what the world knows of who holds what. */
final class Holds {
  private final Machine m;
  private final LockPaths paths;

  /** What was seen at each release of a lock whose acquisition may lie with the caller. */
  private final Map<Tree, boolean[]> releases = new LinkedHashMap<>();

  private final Map<Tree, Sym> releasedLocks = new LinkedHashMap<>();

  /** Acquisitions that some release in the method matched. */
  private final Set<Tree> matched = new LinkedHashSet<>();

  Holds(Machine m) {
    this.m = m;
    this.paths = new LockPaths(m);
  }

  void begin() {
    releases.clear();
    releasedLocks.clear();
    matched.clear();
  }

  boolean matched(Tree acquisition) {
    return matched.contains(acquisition);
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
      LockKey inner = key(v.lock(), v.mode());
      return inner;
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
    Mode before = heldMode(w, key.lock());
    Hold old = w.holds.get(key);
    Hold other = before == null ? null : w.holds.get(new LockKey(key.lock(), before));
    boolean several = other != null && other.several();
    if (!several) {
      m.emit(
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
    nested(w, key, at);
    Set<Sym> decided = m.sections.taken(w, key.lock(), key.mode());
    if (old != null && old.held()) {
      w.holds.put(
          key,
          stamp == null
              ? old.count(Math.min(old.count() + 1, 3))
              : old.count(Math.min(old.count() + 1, 3)).stamp(stamp));
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

  /** Whether the hold was taken in the body at hand. */
  private boolean own(Hold h) {
    return h == null
        || h.at() == null
        || m.frame.caller() == null
        || m.env.inside(h.at(), m.frame.body());
  }

  private void nested(World w, LockKey key, Tree at) {
    List<String> names = new ArrayList<>();
    for (LockKey k : held(w)) {
      if (!k.lock().equals(key.lock())) {
        names.add(Names.of(k.lock()));
      }
    }
    if (!names.isEmpty()) {
      m.emit(new Event.Nested(m.here(at), names, Names.of(key.lock())));
    }
  }

  /** Others may have written while the lock was not held. */
  void forgetMemory(World w) {
    w.heap
        .entrySet()
        .removeIf(
            e -> {
              Sym owner = e.getKey().owner();
              return e.getValue().deps().isEmpty()
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

  /** What a failed attempt leaves behind. */
  void failed(World w, Sym lock, Mode mode, Tree at) {
    LockKey key = key(lock, mode);
    Hold old = w.holds.get(key);
    if (old == null || !old.held()) {
      w.holds.put(key, Hold.not(Hold.Why.FAILED, at));
    }
  }

  /** Gives a lock back. */
  void release(World w, Sym lock, Mode mode, Sym stamp, Tree at) {
    LockKey key = key(lock, mode);
    if (mode == Mode.ANY && !(lock instanceof Sym.View)) {
      Mode held = heldMode(w, key.lock());
      key = held == null ? recorded(w, key) : new LockKey(key.lock(), held);
    }
    Hold hold = w.holds.get(key);
    if (hold == null || !hold.held()) {
      Hold wrong =
          w.holds.get(
              new LockKey(key.lock(), key.mode() == Mode.SHARED ? Mode.EXCLUSIVE : Mode.SHARED));
      if (wrong != null && wrong.held() && (mode != Mode.ANY || lock instanceof Sym.View)) {
        wrongly(key, Event.ReleaseProblem.WRONG_MODE, wrong.mode(), wrong.at(), at);
        w.holds.put(new LockKey(key.lock(), wrong.mode()), Hold.not(Hold.Why.RELEASED, at));
        return;
      }
    }
    if (hold == null) {
      if (!several(w)) {
        releases.computeIfAbsent(at, t -> new boolean[2])[0] = true;
        releasedLocks.put(at, key.lock());
        m.emit(
            new Event.Written(
                m.here(at),
                null,
                false,
                true,
                List.of(Guards.cover(key.lock(), m.frame.self())),
                false));
      }
      w.holds.put(key, Hold.not(Hold.Why.RELEASED, at));
      forgetMemory(w);
      return;
    }
    if (!hold.held()) {
      if (!several(w)) {
        Event.ReleaseProblem problem =
            switch (hold.why()) {
              case FAILED -> Event.ReleaseProblem.FAILED_TRY;
              case TESTED -> Event.ReleaseProblem.NOT_HELD;
              default -> Event.ReleaseProblem.TWICE;
            };
        wrongly(key, problem, null, hold.at(), at);
      }
      return;
    }
    releases.computeIfAbsent(at, t -> new boolean[2])[1] = true;
    releasedLocks.put(at, key.lock());
    matched.add(hold.at());
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
    w.holds.put(key, Hold.not(Hold.Why.RELEASED, at));
    if (heldMode(w, key.lock()) == null) {
      forgetMemory(w);
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

  /** Reports releases that match an acquisition on some paths only. */
  void judgeReleases() {
    releases.forEach(
        (at, seen) -> {
          if (seen[0] && seen[1]) {
            m.emit(
                new Event.ReleasedWrongly(
                    m.here(at),
                    Names.of(releasedLocks.get(at)),
                    Event.ReleaseProblem.SOME_PATHS,
                    null,
                    null));
          }
        });
  }
}

package lockproof.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/**
 * What a call of a body comes to where nothing is at stake: no region is live and the arguments
 * depend on none.
 *
 * @param neutral whether it leaves no trace in the caller's regions and nothing was seen in it
 * @param returns whether it may come to its end
 * @param followed whether it could be interpreted at all
 */
record Summary(boolean neutral, boolean returns, boolean followed) {
  /** Nothing is known: a call has to be interpreted. */
  static final Summary UNKNOWN = new Summary(false, true, true);

  /** It does not concern locking at all. */
  static final Summary NOTHING = new Summary(true, true, true);

  /** It cannot be interpreted. */
  static final Summary SKIPPED = new Summary(false, true, false);

  /** The same where something was seen in the body. */
  Summary told() {
    return new Summary(false, returns, followed);
  }

  static Summary of(
      Machine m,
      Map<LockKey, Hold> entry,
      Set<String> contexts,
      Worlds end,
      Exits exits,
      TypeMirror result) {
    List<World> normal = new ArrayList<>();
    end.forEach(normal::add);
    boolean neutral = !m.leadsToLock(result) && !m.leftToCallers;
    for (var e : exits.ways.entrySet()) {
      for (World w : e.getValue()) {
        neutral &= neutral(w, entry);
        if (e.getKey().kind() == Exits.Kind.RETURN) {
          normal.add(w);
        }
      }
    }
    for (World w : normal) {
      neutral &= w.contexts.equals(contexts);
      neutral &= neutral(w, entry) && w.result.deps().isEmpty() && w.path.isEmpty();
      neutral &= !(w.result.sym() instanceof Sym.Closure);
    }
    return new Summary(neutral, !normal.isEmpty(), true);
  }

  private static boolean neutral(World w, Map<LockKey, Hold> entry) {
    return w.hazards.isEmpty()
        && w.sections.isEmpty()
        && w.sets.isEmpty()
        && w.scopes.values().stream().noneMatch(Scope::owned)
        && w.holds.entrySet().stream()
            .allMatch(e -> !e.getValue().held() || entry.containsKey(e.getKey()));
  }
}

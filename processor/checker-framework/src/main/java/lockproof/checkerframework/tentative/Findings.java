package lockproof.checkerframework.tentative;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the flow analysis has found; the visitor reports it when it comes to the place. What counts
 * is what was found when the analysis came to a node for the last time: earlier, it had not seen
 * every way there.
 */
final class Findings {
  /** A message: its key, which is a rule's id, and what it speaks of. */
  record Finding(String key, String what, String lock) {}

  /**
   * A finding at its place.
   *
   * @param within the method or lambda, of a hazard alone: of those, one section gives one
   */
  private record Found(Tree at, Finding finding, Tree within, long position) {}

  private final Map<Object, List<Found>> found = new IdentityHashMap<>();
  private Map<Tree, List<Finding>> shown;
  private Object current;
  private List<Found> here = new ArrayList<>();

  /** Forgets everything, for another class. */
  void clear() {
    found.clear();
    shown = null;
  }

  /** The analysis comes to a node, or to the end, perhaps again. */
  void turnTo(Object node) {
    here = new ArrayList<>();
    if (found.remove(node) != null) {
      shown = null;
    }
    current = node;
  }

  List<Finding> at(Tree tree) {
    if (shown == null) {
      shown = show();
    }
    return shown.getOrDefault(tree, List.of());
  }

  private Map<Tree, List<Finding>> show() {
    Map<Tree, Map<String, Found>> first = new IdentityHashMap<>();
    Map<Tree, List<Finding>> all = new IdentityHashMap<>();
    List<Found> sorted = new ArrayList<>();
    found.values().forEach(sorted::addAll);
    sorted.sort(
        Comparator.comparingLong(Found::position)
            .thenComparing(f -> f.finding().key())
            .thenComparing(f -> f.finding().lock()));
    for (Found f : sorted) {
      boolean another =
          f.within() != null
              && first
                      .computeIfAbsent(f.within(), m -> new HashMap<>())
                      .putIfAbsent(f.finding().lock(), f)
                  != null;
      List<Finding> at = all.computeIfAbsent(f.at(), t -> new ArrayList<>());
      if (!another && at.stream().noneMatch(x -> x.key().equals(f.finding().key()))) {
        at.add(f.finding());
      }
    }
    return all;
  }

  /** A value is used where others can see it. Nothing more is said of it on this path. */
  void used(TentativeStore store, Set<Dep> deps, Tree at) {
    if (deps.isEmpty() || at == null || store.impossible()) {
      return;
    }
    Dep d = Dep.worst(deps);
    boolean outside =
        d.status() == Dep.Status.STALE
            && store.settled(d.lock())
            && deps.stream().noneMatch(x -> x.status() == Dep.Status.LOST);
    String rule = outside ? Dep.Status.REREAD.rule : d.status().rule;
    add(at, new Finding(rule, text(at), d.lock().toString()));
    store.forgive(deps);
  }

  void add(Tree at, Finding finding) {
    add(new Found(at, finding, null, 0));
  }

  private void add(Found f) {
    here.add(f);
    found.put(current, here);
    shown = null;
  }

  /** A torn value may make this throw, or go on for ever. */
  void hazard(Tree method, Set<Dep> torn, Tree at, long position) {
    String lock = Dep.worst(torn).lock().toString();
    add(new Found(at, new Finding("optimistic-hazard", text(at), lock), method, position));
  }

  static String text(Tree t) {
    String s = t.toString().replaceAll("\\s+", " ");
    return s.length() > 60 ? s.substring(0, 57) + "..." : s;
  }
}

package lockproof.checkerframework.tentative;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the flow analysis has found; the visitor reports it when it comes to the place. */
final class Findings {
  /** A message: its key, which is a rule's id, and what it speaks of. */
  record Finding(String key, String what, String lock) {}

  private final Map<Tree, List<Finding>> found = new IdentityHashMap<>();

  /** One section gives one report of a hazard: the first. */
  private final Map<Tree, Map<Path, Tree>> hazards = new HashMap<>();

  private final Map<Tree, Long> positions = new HashMap<>();

  /** Forgets everything, for another class. */
  void clear() {
    found.clear();
    hazards.clear();
    positions.clear();
  }

  List<Finding> at(Tree tree) {
    return found.getOrDefault(tree, List.of());
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
    List<Finding> here = found.computeIfAbsent(at, t -> new ArrayList<>());
    if (here.stream().noneMatch(f -> f.key().equals(finding.key()))) {
      here.add(finding);
    }
  }

  /** A torn value may make this throw, or go on for ever. */
  void hazard(Tree method, Set<Dep> torn, Tree at, long position) {
    Dep d = Dep.worst(torn);
    Map<Path, Tree> first = hazards.computeIfAbsent(method, m -> new HashMap<>());
    Tree known = first.get(d.lock());
    positions.put(at, position);
    if (known != null && positions.get(known) <= position) {
      return;
    }
    if (known != null) {
      found.get(known).removeIf(f -> f.key().equals("optimistic-hazard"));
    }
    first.put(d.lock(), at);
    add(at, new Finding("optimistic-hazard", text(at), d.lock().toString()));
  }

  static String text(Tree t) {
    String s = t.toString().replaceAll("\\s+", " ");
    return s.length() > 60 ? s.substring(0, 57) + "..." : s;
  }
}

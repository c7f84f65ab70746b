package lockproof.checkerframework.context;

import com.sun.source.tree.Tree;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the flow analysis has found; the visitor reports it when it comes to the place. */
final class Reports {
  private final Map<Tree, Map<String, Object[]>> found = new IdentityHashMap<>();

  void clear() {
    found.clear();
  }

  /** One place gives one report. */
  void add(ContextStore store, Tree at, String key, Object... about) {
    if (at != null && !store.isImpossible()) {
      found.computeIfAbsent(at, t -> new LinkedHashMap<>()).putIfAbsent(key, about);
    }
  }

  Map<String, Object[]> at(Tree tree) {
    return found.getOrDefault(tree, Map.of());
  }

  static String text(Tree t) {
    String s = t.toString().replaceAll("\\s+", " ");
    return s.length() > 60 ? s.substring(0, 57) + "..." : s;
  }
}

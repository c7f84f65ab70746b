package lockproof.map;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Locks that are waited for in more than one order. */
final class Circles {
  private final Map<String, SortedSet<String>> inner = new TreeMap<>();

  Circles(LockMap map) {
    map.locks()
        .forEach(
            (name, lock) ->
                lock.inner.forEach(
                    (to, nesting) -> {
                      if (nesting.waits && !to.equals(name)) {
                        inner.computeIfAbsent(name, n -> new TreeSet<>()).add(to);
                      }
                    }));
  }

  /** Sets of locks each of which is taken, by some way round, inside itself. */
  List<SortedSet<String>> find() {
    List<SortedSet<String>> found = new ArrayList<>();
    SortedSet<String> seen = new TreeSet<>();
    for (String lock : inner.keySet()) {
      if (!seen.contains(lock) && reachable(lock).contains(lock)) {
        SortedSet<String> circle = new TreeSet<>(reachable(lock));
        circle.removeIf(other -> !reachable(other).contains(lock));
        seen.addAll(circle);
        found.add(circle);
      }
    }
    return found;
  }

  private SortedSet<String> reachable(String from) {
    SortedSet<String> reached = new TreeSet<>();
    ArrayDeque<String> left = new ArrayDeque<>(List.of(from));
    while (!left.isEmpty()) {
      for (String next : inner.getOrDefault(left.poll(), new TreeSet<>())) {
        if (reached.add(next)) {
          left.add(next);
        }
      }
    }
    return reached;
  }
}

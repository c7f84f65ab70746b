package lockproof.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockproof.report.Json;

/** The map for programs: an array of locks, and one of members without. */
public final class JsonMap {
  private JsonMap() {}

  /** The map as JSON. */
  public static String render(LockMap map) {
    List<Object> locks = new ArrayList<>();
    map.locks().forEach((name, lock) -> locks.add(lock(name, lock, map)));
    List<Object> unlocked = new ArrayList<>();
    map.unlocked()
        .forEach(
            (member, rank) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("member", member);
              rank(one, rank);
              unlocked.add(one);
            });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("locks", locks);
    all.put("unlocked", unlocked);
    all.put("circles", new Circles(map).find().stream().map(List::copyOf).toList());
    return Json.write(all);
  }

  private static Map<String, Object> lock(String name, LockMap.Lock lock, LockMap map) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("lock", name);
    LockMap.Declaration at = map.declaration(name);
    if (at != null) {
      one.put("type", at.type().isEmpty() ? null : at.type());
      one.put("file", at.file());
      one.put("line", at.line());
    }
    one.put("otherNames", List.copyOf(lock.otherNames));
    if (at != null && at.rank() != null) {
      rank(one, at.rank());
    }
    List<Object> protects = new ArrayList<>();
    for (LockMap.Protected p : map.protectedBy(lock)) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("member", p.member());
      each.put("content", p.content());
      each.put("shownBy", p.shownBy().isEmpty() ? "@GuardedBy" : p.shownBy());
      protects.add(each);
    }
    one.put("protects", protects);
    List<Object> takings = new ArrayList<>();
    map.takings(lock)
        .forEach(
            (t, held) -> {
              Map<String, Object> each = new LinkedHashMap<>();
              each.put("by", t.by());
              each.put("through", t.through().isEmpty() ? null : t.through());
              each.put("runsAs", t.runsAs().isEmpty() ? null : t.runsAs());
              each.put("mode", t.mode());
              each.put("tried", t.attempt());
              each.put(
                  "contexts",
                  t.contexts().isEmpty() ? List.of() : List.of(t.contexts().split(", ")));
              each.put("holding", List.copyOf(held));
              takings.add(each);
            });
    one.put("takenBy", takings);
    List<Object> inner = new ArrayList<>();
    lock.inner.forEach(
        (to, n) -> {
          Map<String, Object> each = new LinkedHashMap<>();
          each.put("lock", to);
          each.put("waits", n.waits);
          each.put("tries", n.tries);
          each.put("declared", n.declared);
          each.put("in", List.copyOf(n.in));
          inner.add(each);
        });
    one.put("takenInside", inner);
    return one;
  }

  private static void rank(Map<String, Object> into, LockMap.Rank rank) {
    into.put("level", Levels.number(rank.level()));
    into.put("because", rank.because());
  }
}

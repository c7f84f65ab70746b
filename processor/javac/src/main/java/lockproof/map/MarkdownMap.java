package lockproof.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The map as a page to be read, with the order as a Mermaid graph. */
public final class MarkdownMap {
  private final LockMap map;
  private final String prefix;
  private final StringBuilder out = new StringBuilder();

  private MarkdownMap(LockMap map) {
    this.map = map;
    this.prefix = Prefix.of(map);
  }

  /** The page. */
  public static String render(LockMap map) {
    MarkdownMap page = new MarkdownMap(map);
    page.head();
    page.order();
    page.locks();
    page.unlocked();
    return page.out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void head() {
    line("# Locking map");
    line("");
    line("What each lock protects, who takes it, and in which order. Written by `lockproof map`:");
    line("correct the sources, not this page.");
    if (!prefix.isEmpty()) {
      line("Names are relative to `" + prefix.substring(0, prefix.length() - 1) + "`.");
    }
    line("");
  }

  private String shown(String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private String code(String name) {
    return "`" + shown(name) + "`";
  }

  private String codes(SortedSet<String> names) {
    return names.stream().map(this::code).collect(Collectors.joining(", "));
  }

  private void order() {
    line("## Order");
    line("");
    Map<String, String> ids = new TreeMap<>();
    SortedSet<String> nodes = new TreeSet<>();
    map.locks()
        .forEach(
            (name, lock) -> {
              if (!lock.inner.isEmpty()) {
                nodes.add(name);
                nodes.addAll(lock.inner.keySet());
              }
            });
    if (nodes.isEmpty()) {
      line("No lock is taken while another is held.");
      line("");
      return;
    }
    line("An arrow leads from a lock that is held to one that is taken meanwhile; a dotted one to");
    line("one that is only tried, or for which the order is only declared.");
    line("");
    line("```mermaid");
    line("flowchart TD");
    for (String node : nodes) {
      ids.put(node, "lock" + ids.size());
      line("  " + ids.get(node) + "[\"" + shown(node) + "\"]");
    }
    map.locks()
        .forEach(
            (name, lock) ->
                lock.inner.forEach(
                    (to, nesting) ->
                        line("  " + ids.get(name) + " " + arrow(nesting) + " " + ids.get(to))));
    line("```");
    line("");
    for (SortedSet<String> circle : new Circles(map).find()) {
      line("**Taken in more than one order:** " + codes(circle) + ".");
      line("");
    }
  }

  private static String arrow(LockMap.Nesting nesting) {
    return nesting.waits ? "-->" : nesting.tries ? "-. tried .->" : "-. declared .->";
  }

  private void locks() {
    line("## Locks");
    line("");
    if (map.locks().isEmpty()) {
      line("There are none.");
      line("");
    }
    map.locks().forEach(this::lock);
  }

  private void lock(String name, LockMap.Lock lock) {
    line("### " + code(name));
    line("");
    List<String> facts = new ArrayList<>();
    LockMap.Declaration at = map.declaration(name);
    facts.add(
        at == null
            ? "Not a member of these sources"
            : (name.endsWith(".class")
                    ? "The monitor of this class"
                    : at.type().isEmpty() ? "Each object of this class" : "A `" + at.type() + "`")
                + ", declared in "
                + at.file());
    if (!lock.otherNames.isEmpty()) {
      facts.add("also known as " + codes(lock.otherNames));
    }
    line(String.join("; ", facts) + ".");
    LockMap.Rank rank = at == null ? null : at.rank();
    line(rank == null ? "Level: not given." : "Level " + rank(rank) + ".");
    line("");
    protects(map.protectedBy(lock), at != null && at.type().contains("<"));
    takings(lock);
  }

  private static String rank(LockMap.Rank rank) {
    String reason = cell(rank.because());
    return Levels.number(rank.level())
        + ", "
        + Levels.words(rank.level())
        + ": "
        + (reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
  }

  private void protects(SortedSet<LockMap.Protected> all, boolean around) {
    if (all.isEmpty()) {
      line("Nothing" + (around ? " but what it contains" : "") + " is seen to be protected by it.");
      line("");
      return;
    }
    line("| protects | as is seen from |");
    line("|---|---|");
    all.forEach(
        p ->
            line(
                "| "
                    + (p.content() ? "what " + code(p.member()) + " refers to" : code(p.member()))
                    + " | "
                    + (p.shownBy().isEmpty() ? "`@GuardedBy`" : code(p.shownBy()))
                    + " |"));
    line("");
  }

  private void takings(LockMap.Lock lock) {
    if (lock.takings.isEmpty()) {
      line("Nobody is seen to take it.");
      line("");
      return;
    }
    line("| taken by | mode | in context | while holding |");
    line("|---|---|---|---|");
    map.takings(lock)
        .forEach(
            (t, held) ->
                line(
                    "| "
                        + code(t.by())
                        + (t.runsAs().isEmpty() ? "" : ", run as `" + t.runsAs() + "`")
                        + (t.through().isEmpty() ? "" : ", through " + code(t.through()))
                        + " | "
                        + t.mode()
                        + (t.attempt() ? ", tried" : "")
                        + " | "
                        + (t.contexts().isEmpty()
                            ? ""
                            : "`" + t.contexts().replace(", ", "`, `") + "`")
                        + " | "
                        + codes(held)
                        + " |"));
    line("");
  }

  private void unlocked() {
    Map<String, LockMap.Rank> left = map.unlocked();
    if (left.isEmpty()) {
      return;
    }
    line("## Members without a lock");
    line("");
    line("| member | level |");
    line("|---|---|");
    left.forEach((member, rank) -> line("| " + code(member) + " | " + rank(rank) + " |"));
    line("");
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }
}

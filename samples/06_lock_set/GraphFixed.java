import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockproof.ww.Acquirer;
import lockproof.ww.Holder;
import lockproof.ww.Locked;
import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;

/**
 * A graph whose nodes are locked while they are found: which nodes there are is only known from the
 * links of those that are locked already, and the links change.
 */
final class GraphFixed {
  static final WwClass<Node> NODES = WwClass.waitDie(Node.class);

  /** What a mutex protects. */
  static final class Node {
    private final List<WwMutex<Node, Node>> links = new ArrayList<>();
    private long weight;

    List<WwMutex<Node, Node>> links() {
      return links;
    }

    void link(WwMutex<Node, Node> other) {
      links.add(other);
    }

    void add(long amount) {
      weight += amount;
    }

    long weight() {
      return weight;
    }
  }

  static WwMutex<Node, Node> node() {
    return WwMutex.of(NODES, Node::new);
  }

  /**
   * Adds to all nodes that can be reached from one. The first closure may be run again, and does
   * nothing but lock and look; the second is run once, with everything locked.
   */
  static int addToReachable(WwMutex<Node, Node> from, long amount) {
    return NODES
        .lockSet()
        .lockAll(set -> reach(set, from), (set, found) -> addTo(set, found, amount));
  }

  private static List<Locked<Node, Node>> reach(Acquirer<Node> set, WwMutex<Node, Node> from) {
    Map<WwMutex<Node, Node>, Locked<Node, Node>> found = new LinkedHashMap<>();
    Deque<WwMutex<Node, Node>> open = new ArrayDeque<>();
    open.add(from);
    while (!open.isEmpty()) {
      WwMutex<Node, Node> next = open.remove();
      if (!found.containsKey(next)) {
        Locked<Node, Node> node = set.lock(next);
        found.put(next, node);
        open.addAll(set.read(node, data -> List.copyOf(data.links())));
      }
    }
    return List.copyOf(found.values());
  }

  private static int addTo(Holder<Node> set, List<Locked<Node, Node>> found, long amount) {
    for (Locked<Node, Node> node : found) {
      set.get(node).add(amount);
    }
    return found.size();
  }
}

import lockproof.annotations.Immutable;
import lockproof.seq.OpaqueRef;
import lockproof.seq.SeqLock;

/**
 * Nodes that a writer moves from one list to the other. A reader may still walk a node that was
 * moved away: nodes never change and live as long as somebody sees them, and the section tells
 * whether what was found counts.
 */
final class SnapshotWithLifetime {
  @Immutable
  private record Node(int key, Node next) {}

  private final SeqLock lock = new SeqLock("lists");
  private final OpaqueRef<Node> left = new OpaqueRef<>(new Node(7, null));
  private final OpaqueRef<Node> right = new OpaqueRef<>(null);

  /** The key is in exactly one list before and after, and in none or both meanwhile. */
  void swap() {
    lock.write(
        () -> {
          Node old = left.get();
          left.set(right.get());
          right.set(old);
        });
  }

  private static boolean contains(Node list, int key) {
    for (Node node = list; node != null; node = node.next()) {
      if (node.key() == key) {
        return true;
      }
    }
    return false;
  }

  int listsWith(int key) {
    while (true) {
      long stamp = lock.readBegin();
      Node first = left.get();
      Node second = right.get();
      if (lock.validate(stamp)) {
        return (contains(first, key) ? 1 : 0) + (contains(second, key) ? 1 : 0);
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    SnapshotWithLifetime lists = new SnapshotWithLifetime();
    Rounds.against(i -> lists.swap(), () -> lists.listsWith(7) == 1);
  }
}

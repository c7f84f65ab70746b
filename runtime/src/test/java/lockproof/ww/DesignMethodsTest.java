package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lockproof.testing.Threads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The four methods of the kernel's document on wound/wait mutexes, each used by several threads at
 * once: a list whose order is kept, a list that may be reordered, a graph that is found out on the
 * way, and a single object that needs no context.
 */
class DesignMethodsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 150;

  private static final class Node {
    final List<WwMutex<Node, Node>> edges = new ArrayList<>();
    int visits;
  }

  private record World(WwClass<Node> locks, List<WwMutex<Node, Node>> nodes) {
    static World of(Kind kind) {
      WwClass<Node> locks = kind.make();
      List<WwMutex<Node, Node>> nodes = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        nodes.add(WwMutex.of(locks, Node::new));
      }
      return new World(locks, nodes);
    }

    List<WwMutex<Node, Node>> some(Random random) {
      List<WwMutex<Node, Node>> list = new ArrayList<>(nodes);
      Collections.shuffle(list, random);
      return list.subList(0, 5);
    }

    int visits() {
      return nodes.stream().mapToInt(node -> (int) node.callAsLong(n -> n.visits)).sum();
    }
  }

  private static void together(Consumer<Random> work) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      threads.add(
          Threads.PLATFORM.start(
              () -> {
                try {
                  for (int round = 0; round < ROUNDS; round++) {
                    work.accept(random);
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread thread : threads) {
      Threads.join(thread, 20);
    }
    assertThat(failure.get()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void method1_aListInItsOwnOrder(Kind kind) throws Exception {
    World world = World.of(kind);
    together(
        random -> {
          try (AcquireCtx<Node> ctx = world.locks.newContext()) {
            List<WwMutex<Node, Node>> list = world.some(random);
            WwMutex<Node, Node> contended = null;
            int i = 0;
            while (i < list.size()) {
              WwMutex<Node, Node> entry = list.get(i);
              if (entry == contended || ctx.lock(entry) == LockResult.LOCKED) {
                i++;
                continue;
              }
              ctx.unlockAll();
              ctx.lockSlow(entry);
              contended = entry;
              i = 0;
            }
            ctx.done();
            list.forEach(entry -> ctx.get(entry).visits++);
            ctx.unlockAll();
          }
        });
    assertThat(world.visits()).isEqualTo(THREADS * ROUNDS * 5);
  }

  @ParameterizedTest
  @EnumSource
  void method2_aListThatMayBeReordered(Kind kind) throws Exception {
    World world = World.of(kind);
    together(
        random -> {
          try (AcquireCtx<Node> ctx = world.locks.newContext()) {
            LinkedList<WwMutex<Node, Node>> list = new LinkedList<>(world.some(random));
            int i = 0;
            while (i < list.size()) {
              WwMutex<Node, Node> entry = list.get(i);
              if (ctx.lock(entry) == LockResult.DEADLOCK) {
                ctx.unlockAll();
                ctx.lockSlow(entry);
                list.remove(entry);
                list.addFirst(entry);
                i = 0;
              }
              i++;
            }
            ctx.done();
            list.forEach(entry -> ctx.get(entry).visits++);
            ctx.unlockAll();
          }
        });
    assertThat(world.visits()).isEqualTo(THREADS * ROUNDS * 5);
  }

  /** The edges change too, so that a walk that was interrupted finds another graph. */
  @ParameterizedTest
  @EnumSource
  void method3_aGraphFoundOutOnTheWay(Kind kind) throws Exception {
    World world = World.of(kind);
    for (int i = 0; i < world.nodes.size(); i++) {
      WwMutex<Node, Node> next = world.nodes.get((i + 1) % world.nodes.size());
      world.nodes.get(i).run(node -> node.edges.add(next));
    }
    AtomicInteger visits = new AtomicInteger();
    together(
        random -> {
          WwMutex<Node, Node> root = world.nodes.get(random.nextInt(world.nodes.size()));
          WwMutex<Node, Node> target = world.nodes.get(random.nextInt(world.nodes.size()));
          visits.addAndGet(
              world
                  .locks
                  .lockSet()
                  .lockAll(
                      set -> walk(set, root, 5),
                      (set, found) -> {
                        found.values().forEach(handle -> set.get(handle).visits++);
                        List<WwMutex<Node, Node>> edges = set.get(found.get(root)).edges;
                        edges.set(0, target);
                        return found.size();
                      }));
        });
    assertThat(world.visits()).isEqualTo(visits.get());
  }

  private static Map<WwMutex<Node, Node>, Locked<Node, Node>> walk(
      Acquirer<Node> set, WwMutex<Node, Node> root, int most) {
    Map<WwMutex<Node, Node>, Locked<Node, Node>> found = new LinkedHashMap<>();
    Deque<WwMutex<Node, Node>> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty() && found.size() < most) {
      WwMutex<Node, Node> next = open.remove();
      if (!found.containsKey(next)) {
        Locked<Node, Node> handle = set.lock(next);
        found.put(next, handle);
        open.addAll(set.read(handle, node -> List.copyOf(node.edges)));
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void method4_aSingleObject(Kind kind) throws Exception {
    World world = World.of(kind);
    together(
        random -> {
          world.nodes.get(random.nextInt(3)).run(node -> node.visits++);
          world.locks.run(world.some(random), nodes -> nodes.forEach(node -> node.visits++));
        });
    assertThat(world.visits()).isEqualTo(THREADS * ROUNDS * 6);
  }
}

package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A set of worlds at one point of the program, merged where their regions agree. */
final class Worlds implements Iterable<World> {
  /** Beyond this many, worlds are merged even where that loses which implies what. */
  private static final int MOST = 24;

  private final List<World> list = new ArrayList<>(2);

  static Worlds of(World w) {
    Worlds worlds = new Worlds();
    worlds.list.add(w);
    return worlds;
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  int size() {
    return list.size();
  }

  @Override
  public Iterator<World> iterator() {
    return new ArrayList<>(list).iterator();
  }

  /**
   * Adds a world, into one it agrees with if there is such a one.
   *
   * @param apart whether two worlds with equal regions are to be kept apart nevertheless
   * @return the world that changed, or null if this one brought nothing new
   */
  World add(World w, Tree at, BiPredicate<World, World> apart) {
    w.tidy();
    for (World there : list) {
      if (there.agrees(w) && (list.size() >= MOST || !apart.test(there, w))) {
        return there.join(w, at) ? there : null;
      }
    }
    if (list.size() >= MOST) {
      return null;
    }
    list.add(w);
    return w;
  }

  void addAll(Worlds other, Tree at, BiPredicate<World, World> apart) {
    for (World w : other) {
      add(w, at, apart);
    }
  }

  Worlds copy() {
    return copy(w -> true);
  }

  /** Copies of some of the worlds. */
  Worlds copy(Predicate<World> which) {
    Worlds c = new Worlds();
    for (World w : list) {
      if (which.test(w)) {
        c.list.add(w.copy());
      }
    }
    return c;
  }
}

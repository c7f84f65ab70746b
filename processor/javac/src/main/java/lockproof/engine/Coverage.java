package lockproof.engine;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.VariableElement;

/**
 * What the locks of a top-level class cover, as its own code shows: a field, or the content of the
 * object it refers to, that is written under a lock held exclusively belongs to that lock.
 */
final class Coverage {
  /** A field itself, or what it refers to. */
  record Target(VariableElement field, boolean content) {}

  /** What was asked of who guards a field. */
  private record Question(VariableElement field, boolean content, boolean whole) {}

  /** A write, and the method that answers for it, or that was interpreted for all its callers. */
  private record Write(Tree at, Tree body) {}

  /** Who writes a target. */
  private static final class Use {
    final Map<Cover, Map<Write, Site>> locked = new LinkedHashMap<>();
    final Map<Cover, Site> read = new LinkedHashMap<>();

    /** Locks in an optimistic section of which it is read. */
    final Set<Cover> watched = new HashSet<>();

    final Set<Write> unlocked = new LinkedHashSet<>();
    final Set<Write> leftToCallers = new HashSet<>();
    final Map<Cover, Set<Tree>> sections = new HashMap<>();
    final Set<List<Cover>> together = new LinkedHashSet<>();

    /** Every write gives a new value, whatever the old one was. */
    boolean assigned = true;

    /** Writes under the lock that are never made without any. */
    Map<Write, Site> under(Cover c) {
      Map<Write, Site> under = new LinkedHashMap<>(locked.getOrDefault(c, Map.of()));
      under.keySet().removeAll(unlocked);
      under.keySet().removeAll(leftToCallers);
      return under;
    }

    /** Writes that are never made under the lock. */
    Set<Write> without(Cover c) {
      Set<Write> without = new LinkedHashSet<>(unlocked);
      locked.values().forEach(m -> without.addAll(m.keySet()));
      without.removeAll(locked.getOrDefault(c, Map.of()).keySet());
      return without;
    }
  }

  private final Map<Target, Use> uses = new HashMap<>();
  private final Map<Question, Map.Entry<Cover, Site>> owners = new HashMap<>();
  private final Set<Map.Entry<Tree, Cover>> releasers = new LinkedHashSet<>();
  private final Set<Map.Entry<Tree, Cover>> takers = new LinkedHashSet<>();
  private final Set<Tree> handed = new HashSet<>();
  private final Set<VariableElement> locks = new LinkedHashSet<>();

  private final Predicate<VariableElement> readers;
  private boolean complete;

  /**
   * Nothing is known yet.
   *
   * @param readers whether several methods read a field that they do not write
   */
  Coverage(Predicate<VariableElement> readers) {
    this.readers = readers;
  }

  /** Takes in what an event shows. */
  void add(Event e) {
    if (e instanceof Event.Written w) {
      add(w);
    } else if (e instanceof Event.Transferred t) {
      add(t);
    }
  }

  /** Everything has been taken in: what is not covered now never will be. */
  void complete() {
    complete = true;
  }

  /** Whether more may turn out to be covered. */
  boolean growing() {
    return !complete;
  }

  private void add(Event.Transferred t) {
    if (t.cover() == null) {
      handed.add(t.site().tree());
    } else {
      (t.taken() ? takers : releasers).add(Map.entry(t.by(), t.cover()));
    }
  }

  private void add(Event.Written w) {
    Use use = uses.computeIfAbsent(new Target(w.field(), w.content()), t -> new Use());
    if (w.read()) {
      if (w.locked()) {
        w.covers().forEach(c -> use.read.putIfAbsent(c, w.site()));
      } else {
        use.watched.addAll(w.covers());
      }
      return;
    }
    Write write = new Write(w.at(), w.body());
    use.assigned &= w.at() instanceof AssignmentTree;
    if (!w.locked()) {
      (w.own() ? use.unlocked : use.leftToCallers).add(write);
    } else {
      if (w.covers().size() > 1) {
        use.together.add(w.covers());
      }
      for (Cover c : w.covers()) {
        use.locked.computeIfAbsent(c, k -> new LinkedHashMap<>()).putIfAbsent(write, w.site());
        if (w.own() && w.taken().contains(c)) {
          use.sections.computeIfAbsent(c, k -> new HashSet<>()).add(w.body());
        }
        if (c.lock() != null) {
          locks.add(c.lock());
        }
      }
    }
  }

  /** Whether a caller of the method with this acquisition gives back what it takes. */
  boolean handedOver(Tree acquisition) {
    return handed.contains(acquisition);
  }

  /** Whether some method releases the lock for a caller that took it. */
  boolean releasedElsewhere(Cover cover) {
    return releasers.stream().anyMatch(e -> e.getValue().equals(cover));
  }

  /** Whether some method releases what this field holds without having taken it. */
  boolean released(VariableElement lock) {
    return releasers.stream().anyMatch(e -> lock.equals(e.getValue().lock()));
  }

  /** Whether the lock is released through another object, where it was not taken. */
  boolean releasedByOthers(Cover cover) {
    return cover.lock() != null
        && releasers.stream()
            .map(Map.Entry::getValue)
            .anyMatch(c -> cover.lock().equals(c.lock()) && !cover.equals(c));
  }

  /** Whether the method releases the lock for a caller that took it: it holds it from the start. */
  boolean releases(Tree method, Cover cover) {
    return releasers.contains(Map.entry(method, cover));
  }

  /** Whether some method takes the lock for a caller that will release it. */
  boolean takenElsewhere(Cover cover) {
    return takers.stream().anyMatch(e -> e.getValue().equals(cover) && !works(e.getKey(), cover));
  }

  /**
   * Whether a method that takes the lock does what others do in a section of their own, and what no
   * method that releases it undoes: it forgot the end of its own section, and does not hand over.
   */
  boolean works(Tree method, Cover cover) {
    return !growing() && uses.values().stream().anyMatch(use -> works(use, method, cover));
  }

  private boolean works(Use use, Tree method, Cover cover) {
    Set<Tree> sections = use.sections.getOrDefault(cover, Set.of());
    return sections.contains(method)
        && sections.stream().anyMatch(b -> !takers.contains(Map.entry(b, cover)))
        && bodies(use.locked.getOrDefault(cover, Map.of()).keySet()).stream()
            .noneMatch(b -> releases(b, cover))
        && bodies(use.unlocked).stream().noneMatch(b -> releases(b, cover));
  }

  private static Set<Tree> bodies(Set<Write> writes) {
    return writes.stream().map(Write::body).collect(Collectors.toSet());
  }

  /** Whether writes under this lock show that it covers the target. */
  boolean covers(Cover cover, VariableElement field, boolean content) {
    Use use = uses.get(new Target(field, content));
    return use != null && use.locked.containsKey(cover);
  }

  /** A place where the target is written under the lock. */
  Site evidence(Cover cover, VariableElement field, boolean content) {
    return uses.get(new Target(field, content)).locked.get(cover).values().iterator().next();
  }

  /** Whether the target is read under this lock somewhere. */
  boolean readUnder(Cover cover, VariableElement field, boolean content) {
    Use use = uses.get(new Target(field, content));
    return use != null && (use.read.containsKey(cover) || use.locked.containsKey(cover));
  }

  /** Whether anything at all is written under the lock in this field. */
  boolean knows(VariableElement lock) {
    return lock != null && locks.contains(lock);
  }

  /** Whether any lock covers the target. */
  boolean covered(VariableElement field, boolean content) {
    Use use = uses.get(new Target(field, content));
    return use != null && !use.locked.isEmpty();
  }

  /** Whether what is in the field is written under such a lock somewhere. */
  boolean writtenUnder(VariableElement field, Cover cover) {
    Use use = uses.get(new Target(field, true));
    return use != null && use.locked.containsKey(cover);
  }

  /**
   * Whether some write is made under both locks, so that the other may guard the target as well.
   */
  boolean shared(Cover owner, Cover other, VariableElement field, boolean content) {
    Use use = uses.get(new Target(field, content));
    return other.kind() != Cover.Kind.OTHER
        && use != null
        && use.together.stream().anyMatch(t -> t.contains(owner) && t.contains(other));
  }

  /**
   * The lock under which a field is written, if the code is nearly of one mind about it, with a
   * place that shows it: at least as many statements write it under that lock as do without, or one
   * method alone forgets.
   *
   * @param whole whether what the field refers to is written with the field, so that who writes the
   *     one shows who guards the other
   */
  Map.Entry<Cover, Site> owner(VariableElement field, boolean content, boolean whole) {
    Question question = new Question(field, content, whole);
    Map.Entry<Cover, Site> known = owners.get(question);
    if (known != null || owners.containsKey(question)) {
      return known;
    }
    Map.Entry<Cover, Site> owner = vote(field, content, whole);
    if (complete) {
      owners.put(question, owner);
    }
    return owner;
  }

  private Map.Entry<Cover, Site> vote(VariableElement field, boolean content, boolean whole) {
    List<Use> all = new ArrayList<>();
    for (boolean c : whole ? new boolean[] {false, true} : new boolean[] {content}) {
      Use use = uses.get(new Target(field, c));
      if (use != null) {
        all.add(use);
      }
    }
    Set<Cover> covers = new LinkedHashSet<>();
    all.forEach(use -> covers.addAll(use.locked.keySet()));
    // What is in a field cannot guard the field.
    covers.removeIf(c -> c.kind() == Cover.Kind.OTHER || !content && field.equals(c.lock()));
    Map.Entry<Cover, Site> best = null;
    long most = 0;
    for (Cover c : covers) {
      Map<Write, Site> under = new LinkedHashMap<>();
      Set<Write> without = new LinkedHashSet<>();
      all.forEach(use -> under.putAll(use.under(c)));
      all.forEach(use -> without.addAll(use.without(c)));
      long methods = count(under.keySet(), Write::body);
      // Of two locks with as many methods the one with more statements.
      long weight = (methods << 32) + count(under.keySet(), Write::at);
      if (methods > 0
          && weight > most
          && !(methods == 1 && !content && publishes(all, c, field))
          && (count(without, Write::body) <= 1
              || count(under.keySet(), Write::at) >= count(without, Write::at))) {
        most = weight;
        best = Map.entry(c, under.values().iterator().next());
      }
    }
    return best;
  }

  /**
   * Whether nobody reads under the lock although there are several who read, and nothing is made of
   * what was there before: the one method that writes under it holds it for something else.
   */
  private boolean publishes(List<Use> all, Cover c, VariableElement field) {
    return all.stream()
            .allMatch(use -> use.assigned && !use.read.containsKey(c) && !use.watched.contains(c))
        && readers.test(field);
  }

  private static long count(Set<Write> writes, Function<Write, Tree> part) {
    return writes.stream().map(part).distinct().count();
  }

  /** Tells which lock the code shows each field to belong to. */
  void survey(Consumer<Event> sink) {
    for (Target t : uses.keySet()) {
      Map.Entry<Cover, Site> owner = owner(t.field(), t.content(), false);
      DeclaredLock lock = owner == null ? null : owner.getKey().declared(t.field());
      if (lock != null) {
        sink.accept(new Event.Covered(owner.getValue(), t.field(), t.content(), lock));
      }
    }
  }
}

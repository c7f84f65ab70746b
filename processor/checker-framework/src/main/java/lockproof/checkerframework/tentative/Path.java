package lockproof.checkerframework.tentative;

import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.Element;

/**
 * How an object is reached: the identity of a lock, and the place that data came from.
 *
 * @param base the object that the step is made from, null at the root
 * @param step an element, or a word or tree that stands for itself
 */
record Path(Path base, Object step) {
  private static final int DEEPEST = 5;

  /** An index that is computed: its text, and the locals that it is computed of. */
  record Computed(String text, List<Path> of) {
    Computed with(Path part, Path name) {
      List<Path> now = of.stream().map(p -> p.with(part, name)).toList();
      return now.equals(of) ? this : new Computed(text, now);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What a variable stood for before it was given its value. */
  record Earlier(Element variable) {
    @Override
    public String toString() {
      return "an earlier " + variable;
    }
  }

  static final Path THIS = new Path(null, "this");

  static Path root(Element element) {
    return new Path(null, element);
  }

  /** An object that is known by the place that made it alone. */
  static Path site(Tree tree) {
    return new Path(null, tree);
  }

  /** One step further, or null where that leads too far. */
  Path to(Object next) {
    return depth() < DEEPEST ? new Path(this, next) : null;
  }

  private int depth() {
    return base == null ? 1 : 1 + base.depth();
  }

  boolean mentions(Element element) {
    return step.equals(element)
        || (step instanceof Path index && index.mentions(element))
        || (step instanceof Computed c && c.of().stream().anyMatch(p -> p.mentions(element)))
        || (base != null && base.mentions(element));
  }

  /** The same place, as it was before the variable was given a new value. */
  Path before(Element variable) {
    return with(root(variable), new Path(null, new Earlier(variable)));
  }

  /** Whether it is an object that the variable does not stand for any more. */
  boolean past() {
    return step instanceof Earlier
        || (step instanceof Path index && index.past())
        || (base != null && base.past());
  }

  /** The same place, with one part of the way to it called by another name. */
  Path with(Path part, Path name) {
    if (equals(part)) {
      return name;
    }
    Object next =
        step instanceof Path index
            ? index.with(part, name)
            : step instanceof Computed c ? c.with(part, name) : step;
    Path under = base == null ? null : base.with(part, name);
    return next == step && under == base ? this : new Path(under, next);
  }

  /** Whether the way to it leads through the place. */
  boolean through(Path place) {
    return equals(place) || (base != null && base.through(place));
  }

  @Override
  public String toString() {
    String name = step instanceof Tree ? "the lock" : step.toString();
    if (step instanceof Path) {
      return base + "[" + name + "]";
    }
    return base == null || base.equals(THIS) ? name : base + "." + name;
  }
}

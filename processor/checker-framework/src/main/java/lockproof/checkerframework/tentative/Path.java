package lockproof.checkerframework.tentative;

import com.sun.source.tree.Tree;
import javax.lang.model.element.Element;

/**
 * How an object is reached: the identity of a lock, and the place that data came from.
 *
 * @param base the object that the step is made from, null at the root
 * @param step an element, or a word or tree that stands for itself
 */
record Path(Path base, Object step) {
  private static final int DEEPEST = 5;

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
        || (base != null && base.mentions(element));
  }

  /** The same place, as it was before the variable was given a new value. */
  Path before(Element element) {
    if (!mentions(element)) {
      return this;
    }
    if (step.equals(element)) {
      return new Path(null, "an earlier " + element);
    }
    Object moved = step instanceof Path index ? index.before(element) : step;
    return new Path(base == null ? null : base.before(element), moved);
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

package lockproof.engine;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A place in an object: a field, an array index, or {@link #ADDED} for what a container took in.
 *
 * @param owner the object; null for static fields
 * @param key the field, the index symbol, or {@link #ADDED}
 */
record Slot(Sym owner, Object key) {
  /** The key of everything a container was given. */
  static final Object ADDED = "added";

  /** The same with its symbols replaced. */
  Slot rewritten(UnaryOperator<Sym> f) {
    Sym object = owner == null ? null : f.apply(owner);
    Object place = key instanceof Sym s ? f.apply(s) : key;
    return object == owner && place == key ? this : new Slot(object, place);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Slot s && key.equals(s.key) && Objects.equals(owner, s.owner);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(owner) + key.hashCode();
  }
}

package lockproof.engine;

import java.util.AbstractSet;
import java.util.Iterator;

/** A set that its copies share until one of them writes. */
final class CowSet<T> extends AbstractSet<T> {
  private final Cow<T, Boolean> members;

  CowSet() {
    this(new Cow<>());
  }

  private CowSet(Cow<T, Boolean> members) {
    this.members = members;
  }

  CowSet<T> copy() {
    return new CowSet<>(members.copy());
  }

  @Override
  public boolean add(T t) {
    return members.put(t, true) == null;
  }

  @Override
  public boolean remove(Object t) {
    return members.remove(t) != null;
  }

  @Override
  public boolean contains(Object t) {
    return members.containsKey(t);
  }

  @Override
  public Iterator<T> iterator() {
    return members.keySet().iterator();
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CowSet<?> other && members.equals(other.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }
}

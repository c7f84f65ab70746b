package lockproof.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A map that its copies share until one of them writes: worlds part at every condition and mostly
 * meet again unchanged. Keeps the order of insertion; an iteration goes on over what was there when
 * it began.
 */
final class Cow<K, V> extends AbstractMap<K, V> {
  private LinkedHashMap<K, V> map;
  private boolean shared;

  Cow() {
    map = new LinkedHashMap<>();
  }

  private Cow(LinkedHashMap<K, V> map) {
    this.map = map;
    shared = true;
  }

  Cow<K, V> copy() {
    shared = true;
    return new Cow<>(map);
  }

  private LinkedHashMap<K, V> own() {
    if (shared) {
      map = new LinkedHashMap<>(map);
      shared = false;
    }
    return map;
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean isEmpty() {
    return map.isEmpty();
  }

  @Override
  public V get(Object key) {
    return map.isEmpty() ? null : map.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return !map.isEmpty() && map.containsKey(key);
  }

  @Override
  public V put(K key, V value) {
    return shared && value == map.get(key) && value != null ? value : own().put(key, value);
  }

  @Override
  public V remove(Object key) {
    return containsKey(key) ? own().remove(key) : null;
  }

  @Override
  public void clear() {
    if (!map.isEmpty()) {
      map = new LinkedHashMap<>();
      shared = false;
    }
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> f) {
    for (Map.Entry<K, V> e : map.entrySet()) {
      V changed = f.apply(e.getKey(), e.getValue());
      if (changed != e.getValue()) {
        own().put(e.getKey(), changed);
      }
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Cow<?, ?> other && (map == other.map || map.equals(other.map));
  }

  @Override
  public int hashCode() {
    return map.hashCode();
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public int size() {
      return map.size();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      LinkedHashMap<K, V> walked = map;
      Iterator<Map.Entry<K, V>> it = walked.entrySet().iterator();
      return new Iterator<>() {
        private K last;

        @Override
        public boolean hasNext() {
          return it.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
          Map.Entry<K, V> e = it.next();
          last = e.getKey();
          return e;
        }

        @Override
        public void remove() {
          if (own() == walked) {
            it.remove();
          } else {
            map.remove(last);
          }
        }
      };
    }
  }
}

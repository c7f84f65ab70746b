package lockproof.contract;

import java.util.List;
import java.util.Map;

/**
 * One mark, whether it was read from an annotation or from a model.
 *
 * @param name the annotation's simple name
 * @param attributes explicit attributes; enum constants by name, classes by qualified name, numbers
 *     and strings as such, arrays as lists
 */
public record Mark(String name, Map<String, Object> attributes) {

  /** The attribute as text. */
  public String text(String key, String otherwise) {
    Object value = attributes.get(key);
    return value instanceof List<?> l
        ? l.isEmpty() ? otherwise : String.valueOf(l.get(0))
        : value == null ? otherwise : value.toString();
  }

  /** The attribute as texts. */
  public List<String> texts(String key, String... otherwise) {
    Object value = attributes.get(key);
    return value instanceof List<?> l
        ? l.stream().map(String::valueOf).toList()
        : value == null ? List.of(otherwise) : List.of(value.toString());
  }

  /** The attribute as a truth value. */
  public boolean flag(String key, boolean otherwise) {
    Object value = attributes.get(key);
    return value == null ? otherwise : Boolean.parseBoolean(value.toString());
  }

  /** The attribute as an enum constant. */
  public <E extends Enum<E>> E constant(String key, E otherwise) {
    Object value = attributes.get(key);
    return value == null
        ? otherwise
        : Enum.valueOf(otherwise.getDeclaringClass(), value.toString());
  }
}

package lockproof.declaration;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Reads our own marks, whose text is held to its rules. */
final class OwnMarks {
  private static final String OURS = "lockproof.annotations.";

  private OwnMarks() {}

  /** The simple name of one of our marks, or the empty string. */
  static String name(AnnotationMirror mark) {
    TypeElement type = (TypeElement) mark.getAnnotationType().asElement();
    return type.getQualifiedName().toString().startsWith(OURS)
        ? type.getSimpleName().toString()
        : "";
  }

  static Optional<AnnotationMirror> find(Element e, String name) {
    for (AnnotationMirror mark : e.getAnnotationMirrors()) {
      if (name(mark).equals(name)) {
        return Optional.of(mark);
      }
    }
    return Optional.empty();
  }

  /** The explicit attribute, or null. */
  static Object attribute(AnnotationMirror mark, String key) {
    for (var entry : mark.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(key)) {
        return entry.getValue().getValue();
      }
    }
    return null;
  }

  /** The explicit values of an array attribute. */
  static List<Object> values(AnnotationMirror mark, String key) {
    Object value = attribute(mark, key);
    if (value instanceof List<?> list) {
      return list.stream().map(v -> ((AnnotationValue) v).getValue()).toList();
    }
    return value == null ? List.of() : List.of(value);
  }

  static List<String> texts(Element e, String name) {
    return find(e, name).stream()
        .flatMap(m -> values(m, "value").stream())
        .map(v -> v.toString().trim())
        .toList();
  }
}

package lockproof.processor;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/** Tells whether an author took a declaration out of a rule. */
final class Escaped {
  private Escaped() {}

  static boolean from(String rule, Element declaration) {
    for (Element e = declaration; e != null; e = e.getEnclosingElement()) {
      for (AnnotationMirror mark : e.getAnnotationMirrors()) {
        if (hides(mark, rule)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hides(AnnotationMirror mark, String rule) {
    return switch (mark.getAnnotationType().toString()) {
      case "lockproof.annotations.Unproven" -> says(mark, "rule", rule);
      case "java.lang.SuppressWarnings" -> says(mark, "value", "lockproof:" + rule);
      case "lockproof.annotations.Unproven.All" ->
          values(mark, "value").stream()
              .anyMatch(v -> v.getValue() instanceof AnnotationMirror m && hides(m, rule));
      default -> false;
    };
  }

  private static boolean says(AnnotationMirror mark, String key, String text) {
    return values(mark, key).stream().anyMatch(v -> text.equals(v.getValue()));
  }

  private static List<AnnotationValue> values(AnnotationMirror mark, String key) {
    for (var entry : mark.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(key)) {
        return entry.getValue().getValue() instanceof List<?> list
            ? list.stream().map(v -> (AnnotationValue) v).toList()
            : List.of(entry.getValue());
      }
    }
    return List.of();
  }
}

package lockproof.processor.seq;

import com.palantir.javapoet.CodeBlock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/**
 * The warnings that compilers would give for the generated code, and that its users cannot mend.
 */
final class Warnings {
  private Warnings() {}

  /** Fields are reached through handles alone; the rest depends on the record. */
  static CodeBlock of(TypeElement record, List<Shape> components) {
    Set<String> warnings = new LinkedHashSet<>();
    warnings.add("unused");
    for (Element e = record; e instanceof TypeElement; e = e.getEnclosingElement()) {
      deprecated(e, warnings);
    }
    components.stream().flatMap(Shape::all).forEach(s -> held(s, warnings));
    String list = warnings.stream().map(w -> '"' + w + '"').collect(Collectors.joining(", "));
    return CodeBlock.of(warnings.size() == 1 ? "$L" : "{$L}", list);
  }

  private static void held(Shape s, Set<String> warnings) {
    deprecated(s.component().getAccessor(), warnings);
    TypeMirror type = s.type();
    if (s.parts().isEmpty()
        && (type.getKind() == TypeKind.TYPEVAR
            || type instanceof DeclaredType d && !reifiable(d))) {
      warnings.add("unchecked");
    }
    mentioned(type, warnings);
  }

  private static boolean reifiable(DeclaredType type) {
    return type.getTypeArguments().stream()
        .allMatch(
            a ->
                a instanceof WildcardType w
                    && w.getExtendsBound() == null
                    && w.getSuperBound() == null);
  }

  private static void mentioned(TypeMirror type, Set<String> warnings) {
    if (type instanceof ArrayType a) {
      mentioned(a.getComponentType(), warnings);
    } else if (type instanceof DeclaredType d) {
      TypeElement e = (TypeElement) d.asElement();
      deprecated(e, warnings);
      if (d.getTypeArguments().isEmpty() && !e.getTypeParameters().isEmpty()) {
        warnings.add("rawtypes");
      }
      d.getTypeArguments().forEach(a -> mentioned(a, warnings));
    }
  }

  private static void deprecated(Element e, Set<String> warnings) {
    e.getAnnotationMirrors().stream()
        .filter(m -> m.getAnnotationType().toString().equals("java.lang.Deprecated"))
        .forEach(
            m -> {
              boolean removal =
                  m.getElementValues().entrySet().stream()
                      .anyMatch(
                          v ->
                              v.getKey().getSimpleName().contentEquals("forRemoval")
                                  && Boolean.TRUE.equals(v.getValue().getValue()));
              warnings.add(removal ? "removal" : "deprecation");
            });
  }
}

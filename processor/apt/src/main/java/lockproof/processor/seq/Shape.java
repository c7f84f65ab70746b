package lockproof.processor.seq;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.processor.generate.Visible;

/**
 * A component, and where it is a record the components of that, which are held in its place.
 *
 * @param component as declared
 * @param type with type arguments applied
 * @param parts empty where the component is held as it is
 */
record Shape(RecordComponentElement component, TypeMirror type, List<Shape> parts) {
  String name() {
    return component.getSimpleName().toString();
  }

  /** What is held. */
  Stream<Shape> leaves() {
    return parts.isEmpty() ? Stream.of(this) : parts.stream().flatMap(Shape::leaves);
  }

  /** Itself and all parts. */
  Stream<Shape> all() {
    return Stream.concat(Stream.of(this), parts.stream().flatMap(Shape::all));
  }

  /** Takes records apart. */
  static final class Reader {
    private final Elements elements;
    private final Types types;

    Reader(Elements elements, Types types) {
      this.elements = elements;
      this.types = types;
    }

    List<Shape> read(TypeElement record) {
      Set<Element> around = new HashSet<>();
      around.add(record);
      return parts((DeclaredType) record.asType(), record, around);
    }

    private List<Shape> parts(DeclaredType type, TypeElement reader, Set<Element> around) {
      List<Shape> parts = new ArrayList<>();
      for (RecordComponentElement c : ((TypeElement) type.asElement()).getRecordComponents()) {
        TypeMirror own = ((ExecutableType) types.asMemberOf(type, c.getAccessor())).getReturnType();
        List<Shape> inner = List.of();
        if (taken(c, own, reader) && around.add(types.asElement(own))) {
          inner = parts((DeclaredType) own, reader, around);
          around.remove(types.asElement(own));
        }
        parts.add(new Shape(c, own, inner));
      }
      return parts;
    }

    /** Whether the value can be taken apart and put together again there, and is never null. */
    private boolean taken(RecordComponentElement c, TypeMirror type, TypeElement reader) {
      return type instanceof DeclaredType d
          && d.asElement().getKind() == ElementKind.RECORD
          && d.asElement() instanceof TypeElement record
          && (Visible.everywhere(record)
              || Visible.inPackage(record)
                  && elements.getPackageOf(record).equals(elements.getPackageOf(reader)))
          && d.getTypeArguments().size() == record.getTypeParameters().size()
          && d.getTypeArguments().stream().noneMatch(a -> a.getKind() == TypeKind.WILDCARD)
          && !nullable(c.getAnnotationMirrors())
          && !nullable(c.getAccessor().getAnnotationMirrors())
          && !nullable(c.getAccessor().getReturnType().getAnnotationMirrors())
          && !nullable(type.getAnnotationMirrors());
    }

    private static boolean nullable(List<? extends AnnotationMirror> marks) {
      return marks.stream()
          .map(m -> m.getAnnotationType().asElement().getSimpleName())
          .anyMatch(n -> n.contentEquals("Nullable") || n.contentEquals("CheckForNull"));
    }
  }
}

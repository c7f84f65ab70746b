package lockproof.processor.seq;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;
import lockproof.processor.generate.Names;

/** Reads a record that was found good. */
final class RecordReader {
  private final Types types;
  private final Shape.Reader shapes;

  RecordReader(Shape.Reader shapes, Types types) {
    this.shapes = shapes;
    this.types = types;
  }

  static String holderName(TypeElement record) {
    return record.getSimpleName() + "Seq";
  }

  SeqModel read(TypeElement type) {
    NameAllocator names = new NameAllocator();
    List<Shape> shapes = this.shapes.read(type);
    shapes.forEach(s -> names.newName(s.name()));
    List<Component> components = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Shape s : shapes) {
      parts.add(part(s, s.name(), s.name(), names, components));
    }
    ClassName record = ClassName.get(type);
    return new SeqModel(
        record,
        ClassName.get(record.packageName(), holderName(type)),
        type.getTypeParameters().stream().map(TypeVariableName::get).toList(),
        List.copyOf(parts),
        components.stream()
            .map(
                c ->
                    new Component(
                        c.name(),
                        c.path(),
                        c.type(),
                        c.erased(),
                        names.newName(Names.constant(c.name()))))
            .toList(),
        names.newName("lock"),
        names.newName("sequence"),
        names.newName("SEQUENCE"),
        names);
  }

  private Part part(
      Shape s, String name, String path, NameAllocator names, List<Component> components) {
    TypeName type = TypeName.get(s.type());
    if (s.parts().isEmpty()) {
      components.add(new Component(name, path, type, TypeName.get(types.erasure(s.type())), null));
    }
    List<Part> parts = new ArrayList<>();
    for (Shape inner : s.parts()) {
      String own = inner.name();
      String joined = name + Character.toUpperCase(own.charAt(0)) + own.substring(1);
      parts.add(part(inner, names.newName(joined), path + "." + own, names, components));
    }
    return new Part(s.name(), name, type, List.copyOf(parts));
  }
}

package lockproof.processor.seq;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;

/** Reads a record that was found good. */
final class RecordReader {
  private final Types types;

  RecordReader(Types types) {
    this.types = types;
  }

  static String holderName(TypeElement record) {
    return record.getSimpleName() + "Seq";
  }

  SeqModel read(TypeElement type) {
    NameAllocator names = new NameAllocator();
    for (RecordComponentElement c : type.getRecordComponents()) {
      names.newName(c.getSimpleName().toString());
    }
    List<Component> components = new ArrayList<>();
    for (RecordComponentElement c : type.getRecordComponents()) {
      String name = c.getSimpleName().toString();
      components.add(
          new Component(
              name,
              TypeName.get(c.asType()),
              TypeName.get(types.erasure(c.asType())),
              names.newName(constant(name))));
    }
    ClassName record = ClassName.get(type);
    return new SeqModel(
        record,
        ClassName.get(record.packageName(), holderName(type)),
        type.getTypeParameters().stream().map(TypeVariableName::get).toList(),
        List.copyOf(components),
        names.newName("lock"),
        names);
  }

  private static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}

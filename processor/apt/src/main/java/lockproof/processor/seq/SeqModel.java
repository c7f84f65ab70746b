package lockproof.processor.seq;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the steps work from.
 *
 * @param record the marked record
 * @param holder the class to generate
 * @param variables the type parameters of both
 * @param parts the components of the record
 * @param components what is held, in order: the parts of the parts, where these are taken apart
 * @param lock the name of the field with the lock of the writers
 * @param sequence the name of the field that tells readers whether something was stored
 * @param sequenceHandle the constant that holds its handle
 * @param names taken in the holder; steps clone it to find names for locals
 */
record SeqModel(
    ClassName record,
    ClassName holder,
    List<TypeVariableName> variables,
    List<Part> parts,
    List<Component> components,
    String lock,
    String sequence,
    String sequenceHandle,
    NameAllocator names) {

  /** The type of a value, with its type parameters. */
  TypeName value() {
    return of(record);
  }

  private TypeName of(ClassName type) {
    return variables.isEmpty()
        ? type
        : ParameterizedTypeName.get(type, variables.toArray(TypeName[]::new));
  }

  /** A nested type that takes the type parameters of the record and more. */
  TypeName nested(String name, TypeVariableName... more) {
    List<TypeName> all = new ArrayList<>(variables);
    all.addAll(List.of(more));
    return ParameterizedTypeName.get(holder.nestedClass(name), all.toArray(TypeName[]::new));
  }

  /** A name for a local, a parameter or a type parameter that no component has taken. */
  String free(String suggestion) {
    return names.clone().newName(suggestion);
  }

  /** A type parameter that the record has not. */
  TypeVariableName freeVariable(String suggestion, TypeName bound) {
    String name = suggestion;
    while (taken(name)) {
      name += "_";
    }
    return TypeVariableName.get(name, bound);
  }

  private boolean taken(String name) {
    return variables.stream().anyMatch(v -> v.name().equals(name));
  }

  /** The components as parameters. */
  List<ParameterSpec> parameters() {
    return components.stream().map(c -> ParameterSpec.builder(c.type(), c.name()).build()).toList();
  }

  /** The names of the components, as arguments. */
  String arguments() {
    return components.stream().map(Component::name).collect(Collectors.joining(", "));
  }

  /** The components of the record as parameters, where some of these are taken apart. */
  List<ParameterSpec> wholeParameters() {
    return parts.stream().map(p -> ParameterSpec.builder(p.type(), p.name()).build()).toList();
  }

  /** Creates a value from locals that carry the components of the record. */
  CodeBlock createOfWhole() {
    return CodeBlock.of(
        "new $T($L)", value(), parts.stream().map(Part::name).collect(Collectors.joining(", ")));
  }

  /** Creates a value from locals or fields named as the components. */
  CodeBlock create() {
    return create(value(), parts);
  }

  private static CodeBlock create(TypeName type, List<Part> parts) {
    return CodeBlock.of(
        "new $T($L)",
        type,
        parts.stream()
            .map(
                p ->
                    p.parts().isEmpty()
                        ? CodeBlock.of("$N", p.name())
                        : create(p.type(), p.parts()))
            .collect(CodeBlock.joining(",$W")));
  }

  /**
   * Takes the stamp of a section. While a writer stores, the sequence is odd and the stamp is not,
   * so that the section turns out invalid: one test is enough, after the loads.
   */
  CodeBlock begin(String stamp) {
    return CodeBlock.builder()
        .addStatement("long $N = (long) $N.getAcquire(this) & ~1L", stamp, sequenceHandle)
        .build();
  }

  /** Keeps the loads of a section before its end. */
  CodeBlock fence() {
    return CodeBlock.builder().addStatement("$T.acquireFence()", VarHandle.class).build();
  }

  /** Whether nothing was stored since the stamp was taken. */
  CodeBlock valid(String stamp) {
    return CodeBlock.of("(long) $N.getOpaque(this) == $N", sequenceHandle, stamp);
  }

  /** Loads the components in sections until one is valid, and then does what is to be done. */
  CodeBlock section(String stamp, CodeBlock then) {
    return CodeBlock.builder()
        .beginControlFlow("while (true)")
        .add(begin(stamp))
        .add(load())
        .add(fence())
        .beginControlFlow("if ($L)", valid(stamp))
        .addStatement("$L", then)
        .endControlFlow()
        .addStatement("$N()", StoreStep.AWAIT)
        .endControlFlow()
        .build();
  }

  /** Loads every component into a local of its name; not yet to be trusted. */
  CodeBlock load() {
    CodeBlock.Builder code = CodeBlock.builder();
    for (Component c : components) {
      code.addStatement("$1T $2N = ($1T) $3N.getOpaque(this)", c.type(), c.name(), c.handle());
    }
    return code.build();
  }
}

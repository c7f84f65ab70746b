package lockproof.processor.seq;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** A new value, from components or as it is. */
final class WriteStep implements Step {
  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    MethodSpec.Builder parts =
        MethodSpec.methodBuilder("write")
            .addJavadoc("Replaces the value by one made of these components.\n\n")
            .addModifiers(Modifier.PUBLIC)
            .addParameters(model.parameters())
            .addStatement("write($L)", model.create());
    Docs.components(model, parts);
    if (!ambiguous(model)) {
      into.addMethod(parts.build());
    }
    if (model.parts().stream().anyMatch(p -> !p.parts().isEmpty()) && !alike(model)) {
      into.addMethod(whole(model));
    }
    String value = model.free("value");
    String guard = model.free("guard");
    into.addMethod(
        MethodSpec.methodBuilder("write")
            .addJavadoc("Replaces the value.\n\n@param $N the new value\n", value)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(model.value(), value)
            .addStatement(
                "$T $N = this.$N.writeLock()", Library.SEQ_WRITE_GUARD, guard, model.lock())
            .beginControlFlow("try")
            .addStatement("$N($N)", StoreStep.NAME, value)
            .nextControlFlow("finally")
            .addStatement("$N.close()", guard)
            .endControlFlow()
            .build());
  }

  private static MethodSpec whole(SeqModel model) {
    MethodSpec.Builder whole =
        MethodSpec.methodBuilder("write")
            .addJavadoc("Replaces the value by one made of these components.\n\n")
            .addModifiers(Modifier.PUBLIC)
            .addParameters(model.wholeParameters())
            .addStatement("write($L)", model.createOfWhole());
    model
        .parts()
        .forEach(p -> whole.addJavadoc("@param $N the component {@code $N}\n", p.name(), p.name()));
    return whole.build();
  }

  /** Taken apart or not, the parameters may have the same types. */
  private static boolean alike(SeqModel model) {
    return model.parts().stream()
        .map(Part::type)
        .toList()
        .equals(model.components().stream().map(Component::type).toList());
  }

  /** With a single component that may be such a record itself, only one of the two can be. */
  private static boolean ambiguous(SeqModel model) {
    return model.components().size() == 1
        && model.components().get(0).erased().equals(model.record());
  }
}

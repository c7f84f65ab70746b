package lockproof.processor.seq;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The value, tried once. */
final class TryReadStep implements Step {
  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    String stamp = model.free("stamp");
    into.addMethod(
        MethodSpec.methodBuilder("tryRead")
            .addJavadoc(
                """
                The value, if no writer is at work and none comes between.

                @return a new value, or null
                """)
            .addModifiers(Modifier.PUBLIC)
            .returns(model.value())
            .addStatement("long $N = this.$N.tryReadBegin()", stamp, model.lock())
            .beginControlFlow("if ($N == 0)", stamp)
            .addStatement("return null")
            .endControlFlow()
            .addCode(model.load())
            .addStatement(
                "return this.$N.validate($N) ? $L : null", model.lock(), stamp, model.create())
            .build());
  }
}

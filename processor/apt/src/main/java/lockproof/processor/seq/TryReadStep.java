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
            .addCode(model.begin(stamp))
            .addCode(model.load())
            .addCode(model.fence())
            .addStatement("return $L ? $L : null", model.valid(stamp), model.create())
            .build());
  }
}

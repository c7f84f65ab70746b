package lockproof.processor.seq;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The value, as often tried as it takes. */
final class ReadStep implements Step {
  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    String stamp = model.free("stamp");
    into.addMethod(
        MethodSpec.methodBuilder("read")
            .addJavadoc(
                """
                The value, waiting for a writer that is at work.

                @return a new value, made of components that were written together
                """)
            .addModifiers(Modifier.PUBLIC)
            .returns(model.value())
            .addCode(model.section(stamp, CodeBlock.of("return $L", model.create())))
            .build());
  }
}

package lockproof.processor.seq;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The value in a bounded number of tries, then with writers kept out. */
final class ReadOrLockStep implements Step {
  private static final int TRIES = 8;

  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    String count = model.free("i");
    String seen = model.free("seen");
    into.addMethod(
        MethodSpec.methodBuilder("readOrLock")
            .addJavadoc(
                """
                The value in a bounded number of tries, however many writers there are: then it queues
                among them.

                @return a new value, made of components that were written together
                """)
            .addModifiers(Modifier.PUBLIC)
            .returns(model.value())
            .beginControlFlow("for (int $1N = 0; $1N < $2L; $1N++)", count, TRIES)
            .addStatement("$T $N = tryRead()", model.value(), seen)
            .beginControlFlow("if ($N != null)", seen)
            .addStatement("return $N", seen)
            .endControlFlow()
            .addStatement("$T.onSpinWait()", Thread.class)
            .endControlFlow()
            .addStatement("return this.$N.readExclusive(() -> $L)", model.lock(), model.create())
            .build());
  }
}

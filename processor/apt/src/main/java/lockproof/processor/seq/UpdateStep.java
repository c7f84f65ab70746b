package lockproof.processor.seq;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** A new value from the old one, with other writers kept out. */
final class UpdateStep implements Step {
  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    TypeVariableName thrown = model.freeVariable("E", ClassName.get(Throwable.class));
    String change = model.free("change");
    String guard = model.free("guard");
    String value = model.free("value");
    into.addMethod(
        MethodSpec.methodBuilder("update")
            .addJavadoc(
                """
                Replaces the value by what a function makes of it. Other writers wait meanwhile, so it
                should be short; readers see the old value. If it throws, nothing has changed.

                @param $1N computes the new value from the old; runs once
                @param <$2T> what it may throw
                @return the new value
                @throws $2T as it sees fit
                """,
                change,
                thrown)
            .addModifiers(Modifier.PUBLIC)
            .addTypeVariable(thrown)
            .returns(model.value())
            .addException(thrown)
            .addParameter(
                ParameterSpec.builder(
                        ParameterizedTypeName.get(
                            Library.THROWING_FUNCTION,
                            WildcardTypeName.supertypeOf(model.value()),
                            WildcardTypeName.subtypeOf(model.value()),
                            thrown),
                        change)
                    .addAnnotation(Library.mark("RunsInPlace"))
                    .build())
            .addStatement(
                "$T $N = this.$N.writeLock()", Library.SEQ_WRITE_GUARD, guard, model.lock())
            .beginControlFlow("try")
            .addStatement("$T $N = $N.apply($L)", model.value(), value, change, model.create())
            .addStatement("$N($N)", StoreStep.NAME, value)
            .addStatement("return $N", value)
            .nextControlFlow("finally")
            .addStatement("$N.close()", guard)
            .endControlFlow()
            .build());
  }
}

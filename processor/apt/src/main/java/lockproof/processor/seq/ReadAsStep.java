package lockproof.processor.seq;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import java.util.Map;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** A number computed from the components, without a value being made. */
final class ReadAsStep implements Step {
  private static final Map<String, TypeName> TYPES =
      Map.of("int", TypeName.INT, "long", TypeName.LONG, "double", TypeName.DOUBLE);

  private final TypeName type;
  private final String suffix;

  ReadAsStep(String primitive) {
    this.type = TYPES.get(primitive);
    this.suffix = Character.toUpperCase(primitive.charAt(0)) + primitive.substring(1);
  }

  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    TypeVariableName thrown = model.freeVariable("E", ClassName.get(Throwable.class));
    into.addMethod(reader(model, thrown)).addType(function(model, thrown));
  }

  private MethodSpec reader(SeqModel model, TypeVariableName thrown) {
    String body = model.free("body");
    String stamp = model.free("stamp");
    return MethodSpec.methodBuilder("readAs" + suffix)
        .addJavadoc(
            """
            Computes {@code $1T} from the components, waiting for a writer that is at work.

            @param $2N is given components that were written together; runs once
            @param <$3T> what it may throw
            @return what it returned
            @throws $3T as it sees fit
            """,
            type,
            body,
            thrown)
        .addModifiers(Modifier.PUBLIC)
        .addTypeVariable(thrown)
        .returns(type)
        .addException(thrown)
        .addParameter(
            ParameterSpec.builder(model.nested("To" + suffix, thrown), body)
                .addAnnotation(Library.mark("RunsInPlace"))
                .build())
        .addCode(model.section(stamp, CodeBlock.of("return $N.apply($L)", body, model.arguments())))
        .build();
  }

  private TypeSpec function(SeqModel model, TypeVariableName thrown) {
    MethodSpec.Builder apply =
        MethodSpec.methodBuilder("apply")
            .addJavadoc("Computes.\n\n")
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .returns(type)
            .addException(thrown)
            .addParameters(model.parameters());
    Docs.components(model, apply);
    apply.addJavadoc("@return the result\n@throws $T as it sees fit\n", thrown);
    TypeSpec.Builder function =
        TypeSpec.interfaceBuilder("To" + suffix)
            .addJavadoc("Computes {@code $T} from the components.\n\n", type)
            .addAnnotation(FunctionalInterface.class)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addTypeVariables(model.variables())
            .addTypeVariable(thrown)
            .addMethod(apply.build());
    model.variables().forEach(v -> function.addJavadoc("@param <$T> as of the record\n", v));
    return function.addJavadoc("@param <$T> what it may throw\n", thrown).build();
  }
}

package lockproof.processor.token;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** The door: opens the context on the current thread. */
final class EnterStep implements Step {
  static final TypeVariableName INSTANCE = TypeVariableName.get("I");
  static final ParameterizedTypeName TEST =
      ParameterizedTypeName.get(
          ClassName.get(Predicate.class), WildcardTypeName.supertypeOf(INSTANCE));

  @Override
  public void apply(TokenModel model, TypeSpec.Builder into) {
    into.addMethod(enter(model)).addMethod(enterChecked(model));
  }

  private static MethodSpec enter(TokenModel model) {
    return MethodSpec.methodBuilder("enter")
        .addJavadoc(
            """
            Enters the context on the current thread.

            @param identity the instance of the context, such as the loop; compared by reference
            @return the scope, to be closed on this thread
            """)
        .addAnnotation(Library.mark("OpensContext"))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(model.token())
        .addParameter(Object.class, "identity")
        .addCode(open(model))
        .build();
  }

  private static MethodSpec enterChecked(TokenModel model) {
    return MethodSpec.methodBuilder("enter")
        .addJavadoc(
            """
            Enters the context on the current thread, if a test agrees that this is the place.

            @param identity the instance of the context; compared by reference
            @param inContext tells whether the current thread is in that instance
            @param <I> the type of the instance
            @return the scope, to be closed on this thread
            @throws ContextException if the test says no
            """)
        .addAnnotation(Library.mark("OpensContext"))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addTypeVariable(INSTANCE)
        .returns(model.token())
        .addParameter(INSTANCE, "identity")
        .addParameter(TEST, "inContext")
        .addStatement("check(inContext.test(identity))")
        .addCode(open(model))
        .build();
  }

  private static CodeBlock open(TokenModel model) {
    return CodeBlock.builder()
        .addStatement("$1T token = new $1T(identity, true)", model.token())
        .addStatement("INNERMOST.set(token)")
        .addStatement("return token")
        .build();
  }
}

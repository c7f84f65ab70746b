package lockproof.processor.token;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** For code that finds itself inside: the token of a scope that is open around it. */
final class RequireStep implements Step {
  @Override
  public void apply(TokenModel model, TypeSpec.Builder into) {
    into.addMethod(require(model)).addMethod(requireInstance(model)).addMethod(check(model));
  }

  private static MethodSpec require(TokenModel model) {
    return MethodSpec.methodBuilder("require")
        .addJavadoc(
            """
            The token of the scope that the current thread entered last.

            @return a live token
            @throws ContextException if no scope is open on this thread
            """)
        .addAnnotation(Asserts.the(model))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(model.context())
        .addStatement("$T token = INNERMOST.get()", model.token())
        .addStatement("check(token != null)")
        .addStatement("return token")
        .build();
  }

  private static MethodSpec requireInstance(TokenModel model) {
    return MethodSpec.methodBuilder("require")
        .addJavadoc(
            """
            The token of a scope that the current thread entered for this instance.

            @param identity the instance that was given to {@link #enter(Object)}
            @return a live token
            @throws ContextException if no scope of this instance is open on this thread
            """)
        .addAnnotation(Asserts.the(model))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(model.context())
        .addParameter(Object.class, "identity")
        .addStatement("$T token = INNERMOST.get()", model.token())
        .beginControlFlow("while (token != null && !(token.open && token.identity == identity))")
        .addStatement("token = token.outer")
        .endControlFlow()
        .addStatement("check(token != null)")
        .addStatement("return token")
        .build();
  }

  private static MethodSpec check(TokenModel model) {
    return MethodSpec.methodBuilder("check")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(boolean.class, "inContext")
        .beginControlFlow("if (!inContext)")
        .addStatement(
            "throw new $T($S)",
            Library.CONTEXT_EXCEPTION,
            "this thread is not in the context " + model.name())
        .endControlFlow()
        .build();
  }
}

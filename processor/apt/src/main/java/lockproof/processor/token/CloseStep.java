package lockproof.processor.token;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** The end of the scope, in whatever order scopes end. */
final class CloseStep implements Step {
  @Override
  public void apply(TokenModel model, TypeSpec.Builder into) {
    into.addMethod(close(model)).addMethod(text(model));
  }

  private static MethodSpec close(TokenModel model) {
    return MethodSpec.methodBuilder("close")
        .addJavadoc(
            """
            Leaves the context. Closing again does nothing.

            @throws ContextException on another thread than the one that entered
            """)
        .addAnnotation(Override.class)
        .addAnnotation(Library.mark("Closes"))
        .addModifiers(Modifier.PUBLIC)
        .beginControlFlow("if (!open)")
        .addStatement("return")
        .endControlFlow()
        .beginControlFlow("if (thread != $T.currentThread())", Thread.class)
        .addStatement(
            "throw new $T($S)",
            Library.CONTEXT_EXCEPTION,
            "this scope of " + model.name() + " belongs to another thread")
        .endControlFlow()
        .addStatement("open = false")
        .addStatement("$T innermost = INNERMOST.get()", model.token())
        .beginControlFlow("while (innermost != null && !innermost.open)")
        .addStatement("innermost = innermost.outer")
        .endControlFlow()
        .beginControlFlow("if (innermost == null)")
        .addStatement("INNERMOST.remove()")
        .nextControlFlow("else")
        .addStatement("INNERMOST.set(innermost)")
        .endControlFlow()
        .build();
  }

  private static MethodSpec text(TokenModel model) {
    return MethodSpec.methodBuilder("toString")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(String.class)
        .addStatement(
            "return $S + identity + (open ? $S : $S)", model.name() + "[", ", open]", ", closed]")
        .build();
  }
}

package lockproof.processor.token;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** Run-time checks of a token that was handed over. */
final class LivenessStep implements Step {
  @Override
  public void apply(TokenModel model, TypeSpec.Builder into) {
    into.addMethod(isLive(model)).addMethod(assertLive(model)).addMethod(identity());
  }

  private static MethodSpec isLive(TokenModel model) {
    return MethodSpec.methodBuilder("isLive")
        .addJavadoc(
            """
            Whether a token proves anything: its scope is open, and this is its thread.

            @param token from this class
            @return true while it does
            """)
        .addAnnotation(Library.mark("Pure"))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(boolean.class)
        .addParameter(model.context(), "token")
        .addStatement(
            "return token instanceof $T t && t.open && t.thread == $T.currentThread()",
            model.token(),
            Thread.class)
        .build();
  }

  private static MethodSpec assertLive(TokenModel model) {
    return MethodSpec.methodBuilder("assertLive")
        .addJavadoc(
            """
            Asserts that a token proves something.

            @param token from this class
            @throws ContextException if its scope was closed, or on another thread
            """)
        .addAnnotation(Asserts.the(model))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(model.context(), "token")
        .addStatement("check(isLive(token))")
        .build();
  }

  private static MethodSpec identity() {
    return MethodSpec.methodBuilder("contextIdentity")
        .addAnnotation(Override.class)
        .addAnnotation(Library.mark("Pure"))
        .addModifiers(Modifier.PUBLIC)
        .returns(Object.class)
        .addStatement("return identity")
        .build();
  }
}

package lockproof.processor.token;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.function.BooleanSupplier;
import javax.lang.model.element.Modifier;

/** For contexts that exist already and are known by an assertion. */
final class AdaptersStep implements Step {
  @Override
  public void apply(TokenModel model, TypeSpec.Builder into) {
    into.addMethod(requireInstance(model))
        .addMethod(requireThat(model))
        .addMethod(requireHolding(model));
  }

  private static MethodSpec requireInstance(TokenModel model) {
    return adapter(model, "require")
        .addJavadoc(
            """
            A token for a context that can tell by itself whether the current thread is in it, as
            with {@code require(loop, Loop::inEventLoop)}. Tested once, here.

            @param identity the instance of the context; compared by reference
            @param inContext tells whether the current thread is in that instance
            @param <I> the type of the instance
            @return a token for this thread
            @throws ContextException if the test says no
            """)
        .addTypeVariable(EnterStep.INSTANCE)
        .addParameter(EnterStep.INSTANCE, "identity")
        .addParameter(EnterStep.TEST, "inContext")
        .addStatement("check(inContext.test(identity))")
        .addStatement("return new $T(identity, false)", model.token())
        .build();
  }

  private static MethodSpec requireThat(TokenModel model) {
    return adapter(model, "requireThat")
        .addJavadoc(
            """
            A token for a context of which there is only one, as with {@code
            requireThat(EventQueue::isDispatchThread)}. Tested once, here.

            @param inContext tells whether the current thread is in the context
            @return a token for this thread
            @throws ContextException if the test says no
            """)
        .addParameter(BooleanSupplier.class, "inContext")
        .addStatement("check(inContext.getAsBoolean())")
        .addStatement("return new $T($T.class, false)", model.token(), model.context())
        .build();
  }

  private static MethodSpec requireHolding(TokenModel model) {
    return adapter(model, "requireHolding")
        .addJavadoc(
            """
            A token for a context that is the hold of a monitor. Tested once, here.

            @param monitor the object that the current thread has synchronized on
            @return a token for this thread
            @throws ContextException if it has not
            """)
        .addParameter(Object.class, "monitor")
        .addStatement("check($T.holdsLock(monitor))", Thread.class)
        .addStatement("return new $T(monitor, false)", model.token())
        .build();
  }

  private static MethodSpec.Builder adapter(TokenModel model, String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Asserts.the(model))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(model.context());
  }
}

package lockproof.processor.token;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** What a token knows: its instance, its thread, and the scope around it. */
final class StateStep implements Step {
  @Override
  public void apply(TokenModel model, TypeSpec.Builder into) {
    into.addJavadoc(
            """
            The token of {@link $1T}, and its scope. A method that takes a {@code $1T} borrows the token:
            only who entered the context, and so has the {@code $2T}, can leave it.

            <p>Whoever is the context enters it, in try-with-resources. Code that finds itself inside
            requires it, and has that checked at run time. A token belongs to one thread.
            """,
            model.context(),
            model.token())
        .addSuperinterface(model.context())
        .addSuperinterface(Library.CONTEXT_IDENTITY)
        .addSuperinterface(AutoCloseable.class)
        .addField(
            FieldSpec.builder(
                    ParameterizedTypeName.get(ClassName.get(ThreadLocal.class), model.token()),
                    "INNERMOST",
                    Modifier.PRIVATE,
                    Modifier.STATIC,
                    Modifier.FINAL)
                .addJavadoc(
                    "The scope that the thread entered last, which knows those around it.\n")
                .initializer("new $T<>()", ThreadLocal.class)
                .build())
        .addField(Object.class, "identity", Modifier.PRIVATE, Modifier.FINAL)
        .addField(Thread.class, "thread", Modifier.PRIVATE, Modifier.FINAL)
        .addField(model.token(), "outer", Modifier.PRIVATE, Modifier.FINAL)
        .addField(boolean.class, "open", Modifier.PRIVATE)
        .addMethod(
            MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Object.class, "identity")
                .addParameter(boolean.class, "scope")
                .addStatement("this.identity = $T.requireNonNull(identity)", Objects.class)
                .addStatement("this.thread = $T.currentThread()", Thread.class)
                .addStatement("this.outer = scope ? INNERMOST.get() : null")
                .addStatement("this.open = true")
                .build());
  }
}

package lockproof.processor.seq;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import javax.lang.model.element.Modifier;
import lockproof.processor.generate.Library;

/** The fields, the handles through which they are reached, and the constructors. */
final class StateStep implements Step {
  private static final ClassName LOOKUP = ClassName.get(MethodHandles.Lookup.class);

  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    into.addJavadoc(
            """
            Holds one {@link $1T} for many threads: who reads takes no lock and always sees a value that
            was written as a whole, and who writes allocates nothing that lasts.

            <p>A {@code $1T} is constructed only from components that belong together, and each value is
            constructed before it is stored, so that the checks in its constructor hold here too.
            """,
            model.record())
        .addTypeVariables(model.variables());
    for (Component c : model.components()) {
      into.addField(VarHandle.class, c.handle(), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    }
    into.addField(
        VarHandle.class, model.sequenceHandle(), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    into.addStaticBlock(handles(model))
        .addField(
            FieldSpec.builder(Library.SEQ_LOCK, model.lock(), Modifier.PRIVATE, Modifier.FINAL)
                .build());
    into.addField(
        FieldSpec.builder(TypeName.LONG, model.sequence(), Modifier.PRIVATE)
            .addJavadoc("Odd while a writer stores, which no stamp is.\n")
            .build());
    for (Component c : model.components()) {
      into.addField(c.type(), c.name(), Modifier.PRIVATE);
    }
    into.addMethod(unnamed(model)).addMethod(named(model));
  }

  private static CodeBlock handles(SeqModel model) {
    String lookup = model.free("lookup");
    CodeBlock.Builder code =
        CodeBlock.builder()
            .beginControlFlow("try")
            .addStatement("$T $N = $T.lookup()", LOOKUP, lookup, MethodHandles.class);
    for (Component c : model.components()) {
      code.add(handle(model, lookup, c.handle(), c.name(), c.erased()));
    }
    code.add(handle(model, lookup, model.sequenceHandle(), model.sequence(), TypeName.LONG));
    String problem = model.free("e");
    return code.nextControlFlow("catch ($T $N)", ReflectiveOperationException.class, problem)
        .addStatement("throw new $T($N)", ExceptionInInitializerError.class, problem)
        .endControlFlow()
        .build();
  }

  private static CodeBlock handle(
      SeqModel model, String lookup, String handle, String field, TypeName type) {
    return CodeBlock.builder()
        .addStatement(
            "$N = $N.findVarHandle($T.class, $S, $T.class)",
            handle,
            lookup,
            model.holder(),
            field,
            type)
        .build();
  }

  private static MethodSpec unnamed(SeqModel model) {
    String initial = model.free("initial");
    return constructor(model.value(), initial)
        .addJavadoc("A holder of a first value.\n\n@param $N what it holds\n", initial)
        .addStatement("this.$N = new $T()", model.lock(), Library.SEQ_LOCK)
        .addStatement("$N($N)", StoreStep.NAME, initial)
        .build();
  }

  private static MethodSpec named(SeqModel model) {
    String initial = model.free("initial");
    String name = model.free("lockName");
    return constructor(model.value(), initial)
        .addJavadoc(
            """
            A holder of a first value, whose lock has a name.

            @param $N what it holds
            @param $N for messages, thread dumps and events
            """,
            initial,
            name)
        .addParameter(String.class, name)
        .addStatement("this.$N = new $T($N)", model.lock(), Library.SEQ_LOCK, name)
        .addStatement("$N($N)", StoreStep.NAME, initial)
        .build();
  }

  private static MethodSpec.Builder constructor(TypeName type, String initial) {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PUBLIC)
        .addParameter(type, initial);
  }
}

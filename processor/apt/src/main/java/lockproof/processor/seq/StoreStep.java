package lockproof.processor.seq;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Takes a value apart, and only then stores it: an accessor that throws leaves all as it was. */
final class StoreStep implements Step {
  static final String NAME = "store";
  static final String AWAIT = "awaitWriter";

  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    String value = model.free("value");
    MethodSpec.Builder store =
        MethodSpec.methodBuilder(NAME)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(model.value(), value);
    apart(model.parts(), value, store);
    String odd = model.free("odd");
    store
        .addStatement("long $N = this.$N | 1", odd, model.sequence())
        .addStatement("$N.setOpaque(this, $N)", model.sequenceHandle(), odd)
        .addStatement("$T.releaseFence()", VarHandle.class)
        .beginControlFlow("try");
    for (Component c : model.components()) {
      store.addStatement("$N.setOpaque(this, $N)", c.handle(), c.name());
    }
    store
        .nextControlFlow("finally")
        .addStatement("$N.setRelease(this, $N + 1)", model.sequenceHandle(), odd)
        .endControlFlow();
    into.addMethod(store.build()).addMethod(await(model)).addMethod(text(model));
  }

  private static void apart(List<Part> parts, String value, MethodSpec.Builder store) {
    for (Part p : parts) {
      if (p.parts().isEmpty()) {
        store.addStatement("$T $N = $N.$N()", p.type(), p.name(), value, p.accessor());
      } else {
        store.addStatement(
            "$T $N = $T.requireNonNull($N.$N(), $S)",
            p.type(),
            p.name(),
            Objects.class,
            value,
            p.accessor(),
            p.accessor() + " is held by its components; mark it @Nullable to hold it as it is");
        apart(p.parts(), p.name(), store);
      }
    }
  }

  /**
   * Who reads with the writers' lock waits for the writer, and not for ever for itself. A writer
   * that is not storing yet is not waited for.
   */
  private static MethodSpec await(SeqModel model) {
    return MethodSpec.methodBuilder(AWAIT)
        .addModifiers(Modifier.PRIVATE)
        .beginControlFlow("if (((long) $N.getOpaque(this) & 1) != 0)", model.sequenceHandle())
        .addStatement("this.$N.readAsInt(() -> 0)", model.lock())
        .endControlFlow()
        .build();
  }

  private static MethodSpec text(SeqModel model) {
    return MethodSpec.methodBuilder("toString")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(String.class)
        .addStatement("return $S + this.$N + ']'", model.holder().simpleName() + "[", model.lock())
        .build();
  }
}

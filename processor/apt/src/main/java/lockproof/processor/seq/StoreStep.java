package lockproof.processor.seq;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** Takes a value apart, and only then stores it: an accessor that throws leaves all as it was. */
final class StoreStep implements Step {
  static final String NAME = "store";

  @Override
  public void apply(SeqModel model, TypeSpec.Builder into) {
    String value = model.free("value");
    MethodSpec.Builder store =
        MethodSpec.methodBuilder(NAME)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(model.value(), value);
    for (Component c : model.components()) {
      store.addStatement("$T $N = $N.$N()", c.type(), c.name(), value, c.name());
    }
    for (Component c : model.components()) {
      store.addStatement("$N.setOpaque(this, $N)", c.handle(), c.name());
    }
    into.addMethod(store.build()).addMethod(text(model));
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

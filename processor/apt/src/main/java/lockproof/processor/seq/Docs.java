package lockproof.processor.seq;

import com.palantir.javapoet.MethodSpec;

/** Documentation that several steps write alike. */
final class Docs {
  private Docs() {}

  /** One line for each component. */
  static void components(SeqModel model, MethodSpec.Builder method) {
    model
        .components()
        .forEach(
            c -> method.addJavadoc("@param $N the component {@code $L}\n", c.name(), c.path()));
  }
}

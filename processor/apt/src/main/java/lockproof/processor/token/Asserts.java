package lockproof.processor.token;

import com.palantir.javapoet.AnnotationSpec;
import lockproof.processor.generate.Library;

/** The mark of a method that throws unless the context is there. */
final class Asserts {
  private Asserts() {}

  static AnnotationSpec the(TokenModel model) {
    return AnnotationSpec.builder(Library.mark("AssertsContext"))
        .addMember("value", "$T.class", model.context())
        .build();
  }
}

package lockproof.processor.token;

import com.palantir.javapoet.TypeSpec;

/** Adds one thing to the token class. */
interface Step {
  void apply(TokenModel model, TypeSpec.Builder into);
}

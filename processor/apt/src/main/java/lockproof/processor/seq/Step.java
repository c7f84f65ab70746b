package lockproof.processor.seq;

import com.palantir.javapoet.TypeSpec;

/** Adds one thing to the holder. */
interface Step {
  void apply(SeqModel model, TypeSpec.Builder into);
}

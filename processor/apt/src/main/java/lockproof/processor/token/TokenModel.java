package lockproof.processor.token;

import com.palantir.javapoet.ClassName;

/**
 * What the steps work from.
 *
 * @param context the marked interface
 * @param token the class to generate
 */
record TokenModel(ClassName context, ClassName token) {
  /** As messages of the generated class say it. */
  String name() {
    return context.simpleName();
  }
}

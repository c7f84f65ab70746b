package lockproof.processor;

import com.google.auto.service.AutoService;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Generates tokens, sequence holders and classes of lock sets. Where the compiler is not javac, and
 * so the plugin is not there, applies the rules about declarations. Until a mark is seen nothing of
 * the generators is loaded.
 */
@AutoService(Processor.class)
public final class LockproofProcessor extends AbstractProcessor {
  static final String MARKS = "lockproof.annotations.";

  private Generation generation;
  private DeclarationReports declarations;

  /** As the compiler finds it. */
  public LockproofProcessor() {}

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    declarations = javac(environment) ? null : new DeclarationReports(environment);
  }

  /** Build tools wrap the environment, but not what it gives out. */
  private static boolean javac(ProcessingEnvironment environment) {
    return environment.getElementUtils().getClass().getName().startsWith("com.sun.tools.javac.");
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    if (declarations != null) {
      return Set.of("*");
    }
    // Generated is what the output carries: unclaimed, javac would warn of it under -Xlint:all.
    return Set.of(MARKS + "*", "javax.annotation.processing.Generated");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (generation == null && annotations.stream().anyMatch(LockproofProcessor::ours)) {
      generation = new Generation(processingEnv);
    }
    if (generation != null) {
      generation.follow(annotations, round);
    }
    if (declarations != null) {
      declarations.follow(round);
    }
    return declarations == null;
  }

  private static boolean ours(TypeElement annotation) {
    return annotation.getQualifiedName().toString().startsWith(MARKS);
  }
}

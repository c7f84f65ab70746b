package lockproof.processor.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What stands above every generated class: who made it, from what, for whose eyes. */
public final class Heading {
  private static final String PROCESSOR = "lockproof.processor.LockproofProcessor";
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  private static final String MARK = "LockproofGenerated";

  private Heading() {}

  /** A final class, as visible as what it is made from. */
  public static TypeSpec.Builder of(String name, TypeElement from, Elements elements) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name).addModifiers(Modifier.FINAL).addOriginatingElement(from);
    if (Visible.everywhere(from)) {
      type.addModifiers(Modifier.PUBLIC);
    }
    if (elements.getTypeElement(elements.getModuleOf(from), GENERATED.canonicalName()) != null) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED).addMember("value", "$S", PROCESSOR).build());
    }
    return type.addAnnotation(Library.mark(MARK));
  }

  /** Whether an earlier run has written the class. */
  public static boolean wrote(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .map(m -> m.getAnnotationType().toString())
        .anyMatch(Library.mark(MARK).canonicalName()::equals);
  }
}

package lockproof.processor.ww;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import lockproof.processor.generate.Generator;
import lockproof.processor.generate.Heading;
import lockproof.processor.generate.Library;
import lockproof.processor.generate.Names;
import lockproof.processor.generate.Problems;
import lockproof.processor.generate.Visible;

/** {@code @WaitDie interface Bank {}} becomes {@code BankLocks} with the constant {@code BANK}. */
public final class WwGenerator implements Generator {
  private final Elements elements;
  private final String mark;
  private final String other;
  private final String factory;

  private WwGenerator(
      ProcessingEnvironment environment, String mark, String other, String factory) {
    this.elements = environment.getElementUtils();
    this.mark = mark;
    this.other = other;
    this.factory = factory;
  }

  /** For classes of the wait-die kind. */
  public static WwGenerator waitDie(ProcessingEnvironment environment) {
    return new WwGenerator(environment, "WaitDie", "WoundWait", "waitDie");
  }

  /** For classes of the wound-wait kind. */
  public static WwGenerator woundWait(ProcessingEnvironment environment) {
    return new WwGenerator(environment, "WoundWait", "WaitDie", "woundWait");
  }

  @Override
  public String mark() {
    return mark;
  }

  @Override
  public Optional<Element> unknown(TypeElement type) {
    return Optional.empty();
  }

  @Override
  public Optional<TypeSpec> generate(TypeElement type, Problems problems) {
    String name = type.getSimpleName() + "Locks";
    examine(type, name, problems);
    if (problems.any()) {
      return Optional.empty();
    }
    ClassName naming = ClassName.get(type);
    String constant = Names.constant(type.getSimpleName().toString());
    TypeName lockClass = ParameterizedTypeName.get(Library.WW_CLASS, naming);
    return Optional.of(
        Heading.of(name, type, elements)
            .addJavadoc(
                "The class of mutexes that {@link $T} names: they may be locked together, in any"
                    + " order, without deadlock.\n",
                naming)
            .addField(
                FieldSpec.builder(
                        lockClass, constant, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("The one instance.\n")
                    .initializer("$T.$L($T.class)", Library.WW_CLASS, factory, naming)
                    .build())
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethod(mutex(naming, constant))
            .build());
  }

  private static MethodSpec mutex(ClassName naming, String constant) {
    TypeVariableName data = TypeVariableName.get(naming.simpleName().equals("T") ? "D" : "T");
    TypeName mutex = ParameterizedTypeName.get(Library.WW_MUTEX, naming, data);
    return MethodSpec.methodBuilder("mutex")
        .addJavadoc(
            """
            A new mutex of this class.

            @param data what to guard
            @param <$T> the type of the guarded data
            @return a new mutex
            """,
            data)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addTypeVariable(data)
        .returns(mutex)
        .addParameter(data, "data")
        .addStatement("return new $T<>($N, data)", Library.WW_MUTEX, constant)
        .build();
  }

  private void examine(TypeElement type, String name, Problems problems) {
    if (type.getAnnotationMirrors().stream()
        .anyMatch(m -> m.getAnnotationType().asElement().getSimpleName().contentEquals(other))) {
      problems.atMark("it contradicts @" + other, "remove one of the two");
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.atMark(
          "`" + type.getSimpleName() + "` has type parameters, and would name many classes",
          "put the mark on a type without");
    }
    if (!Visible.inPackage(type)) {
      problems.atMark(
          "`" + type.getSimpleName() + "` is private, so that generated code could not name it",
          "make it and what surrounds it at least package-private");
    }
    Names.clash(elements, type, name, problems);
    Library.demand(elements, type, problems, Library.WW_CLASS, Library.WW_MUTEX);
  }
}

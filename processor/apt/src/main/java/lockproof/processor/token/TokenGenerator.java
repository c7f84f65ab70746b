package lockproof.processor.token;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import lockproof.processor.generate.Generator;
import lockproof.processor.generate.Heading;
import lockproof.processor.generate.Library;
import lockproof.processor.generate.Problems;
import lockproof.processor.generate.Unknown;
import lockproof.processor.generate.Visible;

/**
 * {@code @ContextToken public sealed interface EventLoop permits EventLoopToken {}} becomes {@code
 * EventLoopToken}. A sealed interface whose permitted types are all there is left alone.
 */
public final class TokenGenerator implements Generator {
  private static final List<Step> STEPS =
      List.of(
          new StateStep(),
          new EnterStep(),
          new RequireStep(),
          new AdaptersStep(),
          new LivenessStep(),
          new CloseStep());

  private final Elements elements;

  /** A generator for one compilation. */
  public TokenGenerator(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
  }

  @Override
  public String mark() {
    return "ContextToken";
  }

  @Override
  public Optional<Element> unknown(TypeElement type) {
    return type.getInterfaces().stream().anyMatch(Unknown::in)
        ? Optional.of(type)
        : Optional.empty();
  }

  @Override
  public Optional<TypeSpec> generate(TypeElement type, Problems problems) {
    ClassName context = ClassName.get(type);
    TokenModel model =
        new TokenModel(
            context, ClassName.get(context.packageName(), type.getSimpleName() + "Token"));
    if (!wanted(type, model.token())) {
      return Optional.empty();
    }
    examine(type, problems);
    Library.demand(
        elements, type, problems, Library.CONTEXT_EXCEPTION, Library.mark("OpensContext"));
    if (problems.any()) {
      return Optional.empty();
    }
    TypeSpec.Builder token = Heading.of(model.token().simpleName(), type, elements);
    for (Step step : STEPS) {
      step.apply(model, token);
    }
    return Optional.of(token.build());
  }

  /** A compiler may leave out of the list what it does not know. */
  private boolean wanted(TypeElement type, ClassName token) {
    return type.getKind() == ElementKind.INTERFACE
        && type.getModifiers().contains(Modifier.SEALED)
        && isToBe(elements.getTypeElement(token.canonicalName()))
        && type.getPermittedSubclasses().stream().allMatch(t -> isToBe(t, token));
  }

  private static boolean isToBe(TypeElement there) {
    return there == null || Heading.wrote(there);
  }

  private static boolean isToBe(TypeMirror permitted, ClassName token) {
    String name = permitted.toString();
    return (permitted.getKind() == TypeKind.ERROR
            || permitted instanceof DeclaredType d
                && d.asElement() instanceof TypeElement t
                && Heading.wrote(t))
        && name.substring(name.lastIndexOf('.') + 1).equals(token.simpleName());
  }

  private void examine(TypeElement type, Problems problems) {
    if (!Visible.inPackage(type)) {
      problems.atMark(
          "`" + type.getSimpleName() + "` is private, so that its token class could not name it",
          "make it and what surrounds it at least package-private");
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.at(
          type.getTypeParameters().get(0),
          "a context with type parameters has no single token class",
          "remove them, or write the token class by hand");
    }
    for (Element member : elements.getAllMembers(type)) {
      if (member.getKind() == ElementKind.METHOD
          && member.getModifiers().contains(Modifier.ABSTRACT)
          && !member.getSimpleName().contentEquals("contextIdentity")) {
        Element at = type.equals(member.getEnclosingElement()) ? member : type;
        problems.at(
            at,
            "the generated token cannot implement `" + member.getSimpleName() + "`",
            "give it a body, or write the token class by hand");
      }
    }
  }
}

package lockproof.checkerframework.context;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contexts;

/** What types and marks say about tokens, guards and contexts. */
final class Tokens {
  private final Environment env;

  Tokens(Environment env) {
    this.env = env;
  }

  boolean token(TypeMirror t) {
    return t != null && env.contracts().typeMark(t, "ContextToken").isPresent();
  }

  boolean guard(TypeMirror t) {
    return t != null && env.contracts().typeMark(t, "GuardType").isPresent();
  }

  boolean scoped(TypeMirror t) {
    return token(t) || guard(t);
  }

  /** Whether what has this type can be closed; a token that cannot is a loan of one that can. */
  boolean ends(TypeMirror t) {
    return t instanceof DeclaredType d
        && env.elements().getAllMembers((TypeElement) d.asElement()).stream()
            .anyMatch(m -> m instanceof ExecutableElement x && env.contracts().of(x).has("Closes"));
  }

  /** Whether a token or guard crosses the signature. */
  boolean scoped(ExecutableElement method) {
    return scoped(method.getReturnType())
        || method.getParameters().stream().anyMatch(p -> scoped(p.asType()));
  }

  static boolean nullable(Element e) {
    return e.getAnnotationMirrors().stream().anyMatch(Tokens::saysNull)
        || e.asType().getAnnotationMirrors().stream().anyMatch(Tokens::saysNull);
  }

  private static boolean saysNull(javax.lang.model.element.AnnotationMirror a) {
    return a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable");
  }

  /** Whether the context is proven: by a scope that is open, or otherwise. */
  boolean proven(ContextStore store, String context) {
    if (store.proven().contains(context)) {
      return true;
    }
    if (Contexts.named(context)) {
      return Contexts.name(context).isEmpty();
    }
    TypeElement wanted = env.elements().getTypeElement(context);
    for (String known : store.proven()) {
      TypeElement there = Contexts.named(known) ? null : env.elements().getTypeElement(known);
      if (wanted != null && there != null && env.subtype(there, wanted)) {
        return true;
      }
    }
    for (Scope s : store.scopes().values()) {
      if (!s.closed() && proves(s.type(), context)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a token or guard of the type proves the context. */
  boolean proves(TypeMirror type, String context) {
    if (!(type instanceof DeclaredType d) || !(d.asElement() instanceof TypeElement e)) {
      return false;
    }
    TypeElement wanted = env.elements().getTypeElement(context);
    if (wanted != null && env.subtype(e, wanted)) {
      return true;
    }
    return guard(type) && lends(e, wanted);
  }

  /** Whether the guard lends a token of the context: it was in force while the guard was taken. */
  private boolean lends(TypeElement guard, TypeElement wanted) {
    for (Element m : env.elements().getAllMembers(guard)) {
      if (m instanceof ExecutableElement x
          && env.contracts().of(x).has("Borrows")
          && x.getReturnType() instanceof DeclaredType d
          && wanted != null
          && env.subtype((TypeElement) d.asElement(), wanted)) {
        return true;
      }
    }
    return false;
  }
}

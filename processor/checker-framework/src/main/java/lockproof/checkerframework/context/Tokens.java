package lockproof.checkerframework.context;

import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;

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

  static boolean nullable(Element e) {
    return e.getAnnotationMirrors().stream().anyMatch(Tokens::saysNull)
        || e.asType().getAnnotationMirrors().stream().anyMatch(Tokens::saysNull);
  }

  private static boolean saysNull(javax.lang.model.element.AnnotationMirror a) {
    return a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable");
  }

  /** The contexts that the marks ask for, those that are known by the type of a token. */
  static Set<String> required(Contract c) {
    Set<String> all = new LinkedHashSet<>();
    c.all("RequiresContext").forEach(m -> all.addAll(contexts(m)));
    return all;
  }

  /** The contexts that the mark names by the type of a token. */
  static Set<String> contexts(Mark mark) {
    Set<String> all = new LinkedHashSet<>(mark.texts("value"));
    all.removeIf(Contexts::named);
    return all;
  }

  /** Whether the context is proven: by a scope that is open, or otherwise. */
  boolean proven(ContextStore store, String context) {
    if (store.proven().contains(context)) {
      return true;
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

  /** The parameters of a method as scopes that its caller lends. */
  void lend(ContextStore store, List<? extends VariableElement> parameters, List<Tree> sites) {
    for (int i = 0; i < parameters.size(); i++) {
      TypeMirror type = parameters.get(i).asType();
      if (scoped(type)) {
        store.open(sites.get(i), Scope.opened(type, guard(type), Set.of()));
      }
    }
  }
}

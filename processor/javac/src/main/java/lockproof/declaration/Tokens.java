package lockproof.declaration;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Contracts;

/** Tells tokens and guards by their types. */
final class Tokens {
  final Elements elements;
  final Types types;
  private final Contracts contracts;

  Tokens(Contracts contracts, Elements elements, Types types) {
    this.contracts = contracts;
    this.elements = elements;
    this.types = types;
  }

  /** Types of the JDK have no such marks, and looking for them would load all their supertypes. */
  private static boolean foreign(TypeMirror type) {
    return !(type instanceof DeclaredType d)
        || d.asElement().toString().startsWith("java.")
        || d.asElement().toString().startsWith("javax.");
  }

  boolean isToken(TypeMirror type) {
    return !foreign(type) && contracts.typeMark(type, "ContextToken").isPresent();
  }

  boolean isGuard(TypeMirror type) {
    return !foreign(type) && contracts.typeMark(type, "GuardType").isPresent();
  }

  /** Locks of the JDK have their marks in a model. */
  boolean isLock(TypeMirror type) {
    return contracts.typeMark(type, "LockType").isPresent();
  }

  boolean isOnePerType(TypeMirror type) {
    return !foreign(type) && contracts.typeMark(type, "OnePerType").isPresent();
  }

  /** Whether the type is one whose instances vouch for something only inside their region. */
  boolean isBound(TypeMirror type) {
    return isToken(type) || isGuard(type);
  }

  /** Whether it is such a type itself: what it consists of shares its fate. */
  boolean isBound(Element type) {
    return type instanceof TypeElement && isBound(type.asType());
  }

  boolean isA(TypeMirror type, String name) {
    TypeElement wanted = elements.getTypeElement(name);
    return wanted != null && types.isSubtype(types.erasure(type), types.erasure(wanted.asType()));
  }
}

package lockproof.engine;

import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import lockproof.contract.Mark;

/** What part a type plays in sets of locks, and which class of mutexes it speaks of. */
final class SetTypes {
  /** The parts. */
  enum Role {
    NONE,
    CLASS,
    MEMBER,
    SET,
    PROOF
  }

  /** The phases. */
  enum Phase {
    NONE,
    ACQUIRE,
    ATTEMPT,
    USE
  }

  private final Machine m;

  SetTypes(Machine m) {
    this.m = m;
  }

  private Mark mark(TypeMirror t) {
    return t == null ? null : m.env.contracts.typeMark(t, "SetType").orElse(null);
  }

  Role role(TypeMirror t) {
    Mark mark = mark(bound(t));
    return mark == null ? Role.NONE : mark.constant("value", Role.NONE);
  }

  boolean is(TypeMirror t, Role role) {
    return role(t) == role;
  }

  /** Whether a proof can be in there: not where the type tells of what, and none of it is proof. */
  boolean mayHoldProof(TypeMirror t) {
    return !(t instanceof DeclaredType d)
        || d.getTypeArguments().isEmpty()
        || is(t, Role.PROOF)
        || d.getTypeArguments().stream().anyMatch(this::mayBeProof);
  }

  private boolean mayBeProof(TypeMirror t) {
    return !(t instanceof DeclaredType d)
        || is(t, Role.PROOF)
        || t.toString().equals("java.lang.Object")
        || !d.getTypeArguments().isEmpty() && mayHoldProof(t);
  }

  private static TypeMirror bound(TypeMirror t) {
    return t instanceof TypeVariable v ? v.getUpperBound() : t;
  }

  Phase phase(TypeMirror t) {
    return t == null
        ? Phase.NONE
        : m.env
            .contracts
            .typeMark(bound(t), "SetPhase")
            .map(p -> p.constant("value", Phase.NONE))
            .orElse(Phase.NONE);
  }

  /** Whether the type leaves open, without a word, which class it speaks of. */
  boolean raw(TypeMirror t) {
    return t instanceof DeclaredType d
        && mark(t) != null
        && d.getTypeArguments().isEmpty()
        && d.asElement() instanceof TypeElement e
        && !e.getTypeParameters().isEmpty();
  }

  /** The class of mutexes that the type speaks of, or null if it does not tell. */
  String classOf(TypeMirror t) {
    TypeMirror type = bound(t);
    Mark mark = mark(type);
    if (mark == null) {
      return null;
    }
    String by = mark.text("by", "");
    if (by.isEmpty()) {
      return Env.declared(type).getQualifiedName().toString();
    }
    TypeMirror argument = argument(type, by);
    if (argument == null) {
      return null;
    }
    if (argument.getKind() == TypeKind.DECLARED) {
      return argument.toString();
    }
    return argument instanceof TypeVariable v
            && v.asElement() instanceof TypeParameterElement p
            && !v.toString().startsWith("capture")
        ? p.getSimpleName() + " of " + p.getGenericElement()
        : null;
  }

  private TypeMirror argument(TypeMirror type, String by) {
    if (!(type instanceof DeclaredType d) || !(d.asElement() instanceof TypeElement e)) {
      return null;
    }
    List<? extends TypeParameterElement> parameters = e.getTypeParameters();
    for (int i = 0; i < d.getTypeArguments().size(); i++) {
      if (parameters.get(i).getSimpleName().contentEquals(by)) {
        return d.getTypeArguments().get(i);
      }
    }
    for (TypeMirror above : m.env.types.directSupertypes(type)) {
      TypeMirror found = mark(above) == null ? null : argument(above, by);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}

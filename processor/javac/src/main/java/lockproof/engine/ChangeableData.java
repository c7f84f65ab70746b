package lockproof.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Which types are data that others can see change under their hands: arrays, what a model says has
 * mutators, and classes of this file with fields that can be written and no lock of their own.
 */
final class ChangeableData {
  private final Machine m;
  private final Map<TypeElement, Boolean> known = new HashMap<>();

  ChangeableData(Machine m) {
    this.m = m;
  }

  boolean is(TypeMirror t) {
    if (t == null || t.getKind() == TypeKind.ARRAY) {
      return t != null;
    }
    if (m.env.immutable(t) || m.env.threadSafe(t) || m.scopes.scoped(t)) {
      return false;
    }
    TypeElement type = Env.declared(t);
    return m.env.contracts.hasMutators(t)
        || type != null
            && m.program.classes.containsKey(type)
            && known.computeIfAbsent(type, this::unguarded);
  }

  /** Whether nothing that can change is reached through a value of the type. */
  boolean never(TypeMirror t) {
    return !Env.reference(t) || m.env.immutable(t) && !wrapped(t);
  }

  /** Whether the type, which may not change itself, is made of one that does. */
  boolean wrapped(TypeMirror t) {
    return t instanceof DeclaredType d && d.getTypeArguments().stream().anyMatch(this::is);
  }

  private boolean unguarded(TypeElement type) {
    List<? extends Element> members = m.env.elements.getAllMembers(type);
    boolean written = false;
    for (Element e : members) {
      if (e.getModifiers().contains(Modifier.SYNCHRONIZED)) {
        return false;
      }
      if (e.getKind() == ElementKind.FIELD && !Env.isStatic(e)) {
        if (m.env.marked(e.asType(), "LockType")) {
          return false;
        }
        written |= !Env.isFinal(e) && !Env.volatileField((VariableElement) e);
      }
    }
    return written;
  }
}

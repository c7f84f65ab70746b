package lockproof.contract;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Tells the types that have anything to say about locking, each looked at once in a compilation.
 * Most say nothing, and code that uses only those need not be read any further.
 */
public final class Bearers {
  /** Marks that tell something of data, and nothing of locks. */
  private static final Set<String> SILENT = Set.of("Immutable", "ThreadSafe");

  /** Marks by which a type speaks wherever it is mentioned. */
  static final List<String> TYPES = List.of("ContextToken", "GuardType", "SetType", "OnePerType");

  private final Contracts contracts;
  private final Map<TypeElement, Boolean> known = new IdentityHashMap<>();
  private final Map<TypeElement, Boolean> named = new IdentityHashMap<>();

  /** The bearers among the types of one compilation. */
  public Bearers(Contracts contracts) {
    this.contracts = contracts;
  }

  /** Whether a use of the member can concern locking. */
  public boolean bears(Element member) {
    // `int.class` and `array.length` are members of types that have none.
    if (!(member.getEnclosingElement() instanceof TypeElement owner)
        || owner.asType().getKind() != TypeKind.DECLARED
        || !bears(owner)) {
      return false;
    }
    return !platform(owner) || member instanceof ExecutableElement m && speaks(m);
  }

  /** Whether the type, a member of it, or a type above it speaks of locking. */
  public boolean bears(TypeElement type) {
    Boolean before = known.get(type);
    if (before == null) {
      before = speaks(type) || above(type);
      known.put(type, before);
    }
    return before;
  }

  private boolean above(TypeElement type) {
    return bears(type.getSuperclass()) || type.getInterfaces().stream().anyMatch(this::bears);
  }

  private boolean bears(TypeMirror above) {
    return above instanceof DeclaredType d
        && d.asElement() instanceof TypeElement t
        && !t.getQualifiedName().contentEquals("java.lang.Object")
        && bears(t);
  }

  private boolean speaks(TypeElement type) {
    if (contracts.modelSpeaks(type)) {
      return true;
    }
    if (platform(type)) {
      return false;
    }
    if (marked(type)) {
      return true;
    }
    for (Element member : type.getEnclosedElements()) {
      if (marked(member)
          || member instanceof ExecutableElement m && asks(m)
          || member instanceof VariableElement v && mentions(v.asType())) {
        return true;
      }
    }
    return false;
  }

  private boolean speaks(ExecutableElement method) {
    return contracts.of(method).concernsLocking() || asks(method);
  }

  /** Whether its parameters speak; what it overrides is asked about with the types above. */
  private boolean asks(ExecutableElement method) {
    for (VariableElement p : method.getParameters()) {
      if (marked(p) || mentions(p.asType())) {
        return true;
      }
    }
    return false;
  }

  private boolean marked(Element e) {
    return contracts.marks(e).stream().anyMatch(m -> !SILENT.contains(m.name()));
  }

  /** Whether a token, a guard or the like is what the type is or contains. */
  public boolean mentions(TypeMirror type) {
    if (type instanceof ArrayType a) {
      return mentions(a.getComponentType());
    }
    if (type instanceof TypeVariable v) {
      return named(v.getUpperBound());
    }
    if (type instanceof WildcardType w) {
      return w.getExtendsBound() != null && mentions(w.getExtendsBound())
          || w.getSuperBound() != null && mentions(w.getSuperBound());
    }
    return named(type)
        || type instanceof DeclaredType d && d.getTypeArguments().stream().anyMatch(this::mentions);
  }

  private boolean named(TypeMirror type) {
    if (type instanceof IntersectionType both) {
      return both.getBounds().stream().anyMatch(this::named);
    }
    return type instanceof DeclaredType d
        && d.asElement() instanceof TypeElement e
        && named.computeIfAbsent(e, this::namedItself);
  }

  private boolean namedItself(TypeElement type) {
    return (!platform(type) || contracts.modelled(type.asType()))
        && TYPES.stream().anyMatch(name -> contracts.typeMark(type, name).isPresent());
  }

  /** Whether the type is one of the JDK's, which bear no marks but those of models. */
  private static boolean platform(TypeElement type) {
    String name = type.getQualifiedName().toString();
    return name.startsWith("java.") || name.startsWith("javax.");
  }
}

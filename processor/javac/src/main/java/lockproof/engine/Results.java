package lockproof.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import lockproof.contract.Outcome;

/** What the types in a method's declaration tell of where its result comes from. */
final class Results {
  private final Machine m;

  Results(Machine m) {
    this.m = m;
  }

  /**
   * What a method that throws on null gives back where it can be nothing but its argument: its
   * result is of a type of its own that one parameter alone has.
   */
  static Value itself(Call call) {
    TypeMirror type = call.method().getReturnType();
    boolean nonnull =
        call.contract()
            .mark("Pure")
            .map(p -> p.constant("unless", Outcome.ALWAYS) == Outcome.NONNULL)
            .orElse(false);
    Value only = null;
    for (int i = 0; nonnull && i < call.args().size(); i++) {
      if (type.getKind() == TypeKind.TYPEVAR && call.parameter(i).asType().equals(type)) {
        if (only != null) {
          return null;
        }
        only = call.args().get(i);
      }
    }
    return only == null || only.sym() == null ? null : only;
  }

  /**
   * Whether the result is something changeable that was put into what the method is called on, or
   * merely wraps such a thing.
   */
  boolean element(Call call) {
    TypeMirror type = call.method().getReturnType();
    boolean wrapped =
        type instanceof DeclaredType && m.env.immutable(type) && m.changeable.wrapped(call.type());
    return !Env.isStatic(call.method())
        && (wrapped
            ? ((DeclaredType) type).getTypeArguments().stream().anyMatch(Results::ofType)
            : ofType(type) && m.changeable.is(call.type()));
  }

  private static boolean ofType(TypeMirror t) {
    return t instanceof TypeVariable v
        && v.asElement().getEnclosingElement() instanceof TypeElement;
  }

  /** Whether the result was taken out of what the method is called on. */
  static boolean removed(Call call) {
    return call.contract().mark("Mutates").map(k -> k.flag("removes", false)).orElse(false);
  }

  /**
   * Whether a function that the caller gave makes something of a type that the caller chose: what
   * of its argument goes along is the caller's business.
   */
  boolean callersChoice(Call call) {
    return call.receiver().sym() instanceof Sym.Root r
        && r.key() instanceof VariableElement p
        && p.getKind() == ElementKind.PARAMETER
        && m.env.functional(Env.typeOf(call.method()))
        && ofMethod(call.type());
  }

  private static boolean ofMethod(TypeMirror t) {
    if (!(t instanceof TypeVariable v)) {
      return false;
    }
    Element owner = v.asElement().getEnclosingElement();
    return owner != null && owner.getKind() == ElementKind.METHOD || ofMethod(v.getUpperBound());
  }

  /** What the result depends on because it is, or holds, an argument itself. */
  static Set<Dep> held(Call call) {
    TypeMirror result = call.method().getReturnType();
    Set<Dep> held = new LinkedHashSet<>();
    for (int i = 0; i < call.args().size(); i++) {
      VariableElement p = call.parameter(i);
      TypeMirror type = p == null ? null : p.asType();
      if (type instanceof ArrayType a && call.method().isVarArgs()) {
        type = a.getComponentType();
      }
      if (type != null && type.getKind() == TypeKind.TYPEVAR && mentions(result, type)) {
        call.args().get(i).deps().stream()
            .filter(d -> d.kind() == Dep.Kind.BORROWED)
            .forEach(held::add);
      }
    }
    return held;
  }

  private static boolean mentions(TypeMirror t, TypeMirror variable) {
    return t.equals(variable)
        || t instanceof DeclaredType d
            && d.getTypeArguments().stream().anyMatch(a -> mentions(a, variable));
  }

  /** Whether the value is guarded data of no other guard than this. */
  static boolean onlyOf(Value v, Value guard) {
    return v.deps().stream()
        .filter(d -> d.kind() == Dep.Kind.BORROWED)
        .allMatch(d -> d.region().equals(guard.sym()));
  }
}

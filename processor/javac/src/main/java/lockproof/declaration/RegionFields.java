package lockproof.declaration;

import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** A field outlives every region: no token or guard belongs there, nor into what it contains. */
final class RegionFields implements DeclarationRule {
  private static final List<String> CONTAINERS =
      List.of(
          "java.lang.Iterable",
          "java.util.Map",
          "java.util.Iterator",
          "java.util.Optional",
          "java.lang.ThreadLocal",
          "java.lang.ref.Reference",
          "java.util.concurrent.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.AtomicReferenceArray");

  private final Tokens tokens;

  RegionFields(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (e.getKind() != ElementKind.FIELD || tokens.isBound(e.getEnclosingElement())) {
      return;
    }
    TypeMirror bound = boundIn(e.asType());
    if (bound != null) {
      String kind = tokens.isToken(bound) ? "token" : "guard";
      faults.accept(
          Fault.of(
              "region-escape",
              e,
              "`"
                  + e.getSimpleName()
                  + "` keeps a "
                  + kind
                  + " in "
                  + place(e)
                  + ", where it outlives its region",
              "pass the " + kind + " as a parameter to who needs it"));
    }
  }

  private static String place(Element field) {
    if (field.getEnclosingElement().getKind() == ElementKind.RECORD
        && !field.getModifiers().contains(Modifier.STATIC)) {
      return "a record";
    }
    return field.getModifiers().contains(Modifier.STATIC) ? "a static field" : "a field";
  }

  /** The token or guard that the type is or contains, or null. */
  private TypeMirror boundIn(TypeMirror type) {
    if (type instanceof ArrayType a) {
      return boundIn(a.getComponentType());
    }
    if (type instanceof WildcardType w) {
      return w.getExtendsBound() == null ? null : boundIn(w.getExtendsBound());
    }
    if (tokens.isBound(type)) {
      return type;
    }
    if (type instanceof DeclaredType d
        && !d.getTypeArguments().isEmpty()
        && CONTAINERS.stream().anyMatch(c -> tokens.isA(d, c))) {
      for (TypeMirror argument : d.getTypeArguments()) {
        TypeMirror found = boundIn(argument);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}

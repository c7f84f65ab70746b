package lockproof.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import lockproof.rule.Severity;

/** Who calls through a supertype knows only what is demanded there. */
final class Overrides implements DeclarationRule {
  private static final List<String> DEMANDS = List.of("RequiresContext", "MustHold", "MustNotHold");

  private final Tokens tokens;

  Overrides(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (!(e instanceof ExecutableElement method)
        || e.getKind() != ElementKind.METHOD
        || e.getModifiers().contains(Modifier.STATIC)
        || !(e.getEnclosingElement() instanceof TypeElement owner)) {
      return;
    }
    for (String demand : DEMANDS) {
      Set<String> wanted = demanded(method, demand);
      if (!wanted.isEmpty()) {
        for (ExecutableElement above : overridden(method, owner)) {
          Set<String> more = new HashSet<>(wanted);
          more.removeAll(demanded(above, demand));
          if (!more.isEmpty()) {
            faults.accept(fault(method, demand, more, above));
            break;
          }
        }
      }
    }
  }

  private static Fault fault(
      ExecutableElement method, String demand, Set<String> more, ExecutableElement above) {
    String what = more.stream().sorted().map(Overrides::simple).findFirst().orElseThrow();
    String needs =
        switch (demand) {
          case "RequiresContext" -> "the context `" + what + "`";
          case "MustHold" -> "`" + what + "` held";
          default -> "`" + what + "` not held";
        };
    return new Fault(
        "context-override",
        Severity.ERROR,
        method,
        OwnMarks.find(method, demand).orElse(null),
        "`"
            + method.getSimpleName()
            + "` needs "
            + needs
            + ", which `"
            + above.getEnclosingElement().getSimpleName()
            + "."
            + above.getSimpleName()
            + "` does not ask of its callers",
        "put the mark on `"
            + above.getEnclosingElement().getSimpleName()
            + "."
            + above.getSimpleName()
            + "` too, or establish it inside");
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** What the method asks for, itself or through its type. */
  private static Set<String> demanded(ExecutableElement method, String demand) {
    Set<String> all = new HashSet<>(OwnMarks.texts(method, demand));
    if (demand.equals("MustHold")) {
      all.addAll(OwnMarks.texts(method, "GuardedBy"));
    }
    if (demand.equals("RequiresContext") && !plain(method)) {
      all.addAll(OwnMarks.texts(method.getEnclosingElement(), demand));
    }
    return all;
  }

  /** Of the methods of every object a mark on the type does not speak. */
  private static boolean plain(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    int n = method.getParameters().size();
    return n == 0 && (name.equals("toString") || name.equals("hashCode"))
        || n == 1 && name.equals("equals");
  }

  private List<ExecutableElement> overridden(ExecutableElement method, TypeElement owner) {
    List<ExecutableElement> found = new ArrayList<>();
    above(method, owner, owner, new HashSet<>(), found);
    return found;
  }

  private void above(
      ExecutableElement method,
      TypeElement owner,
      TypeElement type,
      Set<TypeElement> seen,
      List<ExecutableElement> into) {
    List<TypeMirror> supertypes = new ArrayList<>(List.of(type.getSuperclass()));
    supertypes.addAll(type.getInterfaces());
    for (TypeMirror t : supertypes) {
      if (t instanceof DeclaredType d && d.asElement() instanceof TypeElement s && seen.add(s)) {
        boolean here = false;
        for (Element e : s.getEnclosedElements()) {
          if (e instanceof ExecutableElement x
              && x.getSimpleName().equals(method.getSimpleName())
              && tokens.elements.overrides(method, x, owner)) {
            into.add(x);
            here = true;
          }
        }
        if (!here) {
          above(method, owner, s, seen, into);
        }
      }
    }
  }
}

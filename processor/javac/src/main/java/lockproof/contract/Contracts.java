package lockproof.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Finds contracts: the marks of a member, over its model, over those of what it overrides. One per
 * compilation; not thread-safe.
 */
public final class Contracts {
  private static final String OURS = "lockproof.annotations.";

  /** Marks of other libraries that are read by their simple name. */
  private static final Set<String> FAMILIAR =
      Set.of("GuardedBy", "Immutable", "ThreadSafe", "RunsInPlace", "Holding", "Unproven");

  private static final Set<String> TYPE_WIDE =
      Set.of("Pure", "Blocking", "RequiresContext", "TentativeSafe");

  private final Models models;
  private final Elements elements;
  private final Types types;
  private final Map<Element, Contract> contracts = new IdentityHashMap<>();
  private final Map<Element, List<Mark>> marks = new IdentityHashMap<>();
  private final Map<TypeElement, Map<String, Mark>> typeMarks = new IdentityHashMap<>();

  /** Contracts of one compilation. */
  public Contracts(Models models, Elements elements, Types types) {
    this.models = models;
    this.elements = elements;
    this.types = types;
  }

  /** The contract of a method or constructor. */
  public Contract of(ExecutableElement method) {
    Contract known = contracts.get(method);
    if (known == null) {
      contracts.put(method, Contract.NONE);
      known = find(method);
      contracts.put(method, known);
    }
    return known;
  }

  private Contract find(ExecutableElement method) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner)) {
      return Contract.NONE;
    }
    Contract found = own(method, owner);
    if (method.getKind() == ElementKind.METHOD) {
      for (TypeElement above : supertypes(owner)) {
        for (Element e : above.getEnclosedElements()) {
          if (e.getKind() == ElementKind.METHOD
              && e.getSimpleName().equals(method.getSimpleName())
              && elements.overrides(method, (ExecutableElement) e, owner)) {
            found = found.over(own((ExecutableElement) e, above));
          }
        }
      }
    }
    return found;
  }

  private Contract own(ExecutableElement method, TypeElement owner) {
    List<Mark> on = new ArrayList<>(marks(method));
    ModelType model = models.type(owner.getQualifiedName().toString());
    typeWide(on, marks(owner));
    List<List<Mark>> parameters = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (VariableElement p : method.getParameters()) {
      parameters.add(marks(p));
      names.add(simpleName(p.asType()));
    }
    Contract annotated = new Contract(List.copyOf(on), List.copyOf(parameters));
    if (model == null) {
      return annotated;
    }
    boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
    String name = constructor ? "new" : method.getSimpleName().toString();
    Contract modelled = models.member(model, name, names);
    List<Mark> wide = new ArrayList<>();
    typeWide(wide, model.marks());
    return annotated.over(modelled).over(new Contract(wide, List.of()));
  }

  private static void typeWide(List<Mark> on, List<Mark> type) {
    type.stream().filter(m -> TYPE_WIDE.contains(m.name())).forEach(on::add);
  }

  private String simpleName(TypeMirror type) {
    String name = types.erasure(type).toString();
    int space = name.lastIndexOf(' ');
    name = name.substring(space + 1);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The marks written on a declaration. */
  public List<Mark> marks(Element element) {
    return marks.computeIfAbsent(element, this::read);
  }

  private List<Mark> read(Element element) {
    List<Mark> found = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      String name = type.getSimpleName().toString();
      if (FAMILIAR.contains(name) || type.getQualifiedName().toString().startsWith(OURS)) {
        found.add(new Mark(name, attributes(mirror)));
      }
    }
    return List.copyOf(found);
  }

  private static Map<String, Object> attributes(AnnotationMirror mirror) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    mirror
        .getElementValues()
        .forEach((k, v) -> attributes.put(k.getSimpleName().toString(), value(v)));
    return attributes;
  }

  private static Object value(AnnotationValue value) {
    Object v = value.getValue();
    if (v instanceof List<?> list) {
      return list.stream().map(x -> value((AnnotationValue) x)).toList();
    }
    return v instanceof VariableElement constant ? constant.getSimpleName().toString() : v;
  }

  /** The mark of this name on the type or one of its supertypes, or in a model of them. */
  public Optional<Mark> typeMark(TypeMirror type, String name) {
    return type instanceof DeclaredType d && d.asElement() instanceof TypeElement e
        ? typeMark(e, name)
        : Optional.empty();
  }

  /** The mark of this name on the type or one of its supertypes, or in a model of them. */
  public Optional<Mark> typeMark(TypeElement type, String name) {
    return Optional.ofNullable(typeMarks.computeIfAbsent(type, this::allTypeMarks).get(name));
  }

  /** Whether a model of the type or a supertype has members that change it. */
  public boolean hasMutators(TypeMirror type) {
    if (!(type instanceof DeclaredType d) || !(d.asElement() instanceof TypeElement e)) {
      return false;
    }
    List<TypeElement> chain = new ArrayList<>(List.of(e));
    chain.addAll(supertypes(e));
    for (TypeElement t : chain) {
      ModelType model = models.type(t.getQualifiedName().toString());
      if (model != null && model.members().stream().anyMatch(m -> m.contract().has("Mutates"))) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Mark> allTypeMarks(TypeElement type) {
    Map<String, Mark> all = new HashMap<>();
    List<TypeElement> chain = new ArrayList<>(List.of(type));
    chain.addAll(supertypes(type));
    for (TypeElement t : chain) {
      marks(t).forEach(m -> all.putIfAbsent(m.name(), m));
      ModelType model = models.type(t.getQualifiedName().toString());
      if (model != null) {
        model.marks().forEach(m -> all.putIfAbsent(m.name(), m));
      }
    }
    return all;
  }

  private List<TypeElement> supertypes(TypeElement type) {
    Set<TypeElement> all = new LinkedHashSet<>();
    collect(type, all);
    return List.copyOf(all);
  }

  private void collect(TypeElement type, Set<TypeElement> into) {
    List<TypeMirror> direct = new ArrayList<>(type.getInterfaces());
    direct.add(0, type.getSuperclass());
    for (TypeMirror t : direct) {
      if (t instanceof DeclaredType d && d.asElement() instanceof TypeElement e && into.add(e)) {
        collect(e, into);
      }
    }
  }
}

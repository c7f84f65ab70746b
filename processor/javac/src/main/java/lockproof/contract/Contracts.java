package lockproof.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
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
  private final Map<TypeElement, Map<Element, Contract>> contracts = new IdentityHashMap<>();
  private final Map<TypeElement, List<TypeElement>> linear = new IdentityHashMap<>();
  private final Map<TypeElement, Map<Name, List<ExecutableElement>>> methods =
      new IdentityHashMap<>();
  private final Map<Element, List<Mark>> marks = new IdentityHashMap<>();
  private final Map<TypeElement, Map<String, Mark>> typeMarks = new IdentityHashMap<>();

  /** Contracts of one compilation. */
  public Contracts(Models models, Elements elements, Types types) {
    this.models = models;
    this.elements = elements;
    this.types = types;
  }

  /** The contract of a method or constructor, where nothing is known of the receiver. */
  public Contract of(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        ? of(method, owner)
        : Contract.NONE;
  }

  /** The contract of a method or constructor that is called on a receiver of this static type. */
  public Contract of(ExecutableElement method, TypeMirror receiver) {
    return receiver instanceof DeclaredType d && d.asElement() instanceof TypeElement type
        ? of(method, type)
        : of(method);
  }

  private Contract of(ExecutableElement method, TypeElement receiver) {
    Map<Element, Contract> known =
        contracts.computeIfAbsent(receiver, r -> new IdentityHashMap<>());
    Contract contract = known.get(method);
    if (contract == null) {
      contract = find(method, receiver);
      known.put(method, contract);
    }
    return contract;
  }

  /**
   * Marks add up over all that the method overrides. Of the models the nearest one that speaks of
   * the method decides alone, so that it can also take back what holds of a supertype's method.
   */
  private Contract find(ExecutableElement method, TypeElement receiver) {
    boolean instance =
        method.getKind() == ElementKind.METHOD && !method.getModifiers().contains(Modifier.STATIC);
    Element owner = method.getEnclosingElement();
    Contract found = Contract.NONE;
    boolean modelled = false;
    for (TypeElement type : instance ? linear(receiver) : List.of((TypeElement) owner)) {
      ExecutableElement own = type.equals(owner) ? method : overridden(method, type, receiver);
      if (own != null) {
        found = found.over(annotated(own, type));
      }
      ModelType model = modelled ? null : models.type(type.getQualifiedName().toString());
      if (model != null) {
        ExecutableElement as = own == null ? method : own;
        String name = as.getKind() == ElementKind.CONSTRUCTOR ? "new" : "" + as.getSimpleName();
        List<String> parameters =
            as.getParameters().stream().map(p -> simpleName(p.asType())).toList();
        Contract entry = models.member(model, name, parameters);
        if (own != null || entry != Contract.NONE) {
          List<Mark> wide = new ArrayList<>();
          typeWide(wide, model.marks());
          modelled = entry != Contract.NONE || !wide.isEmpty();
          found = found.over(entry).over(new Contract(wide, List.of()));
        }
      }
    }
    return found;
  }

  private ExecutableElement overridden(
      ExecutableElement method, TypeElement type, TypeElement receiver) {
    for (ExecutableElement e : named(type, method.getSimpleName())) {
      if (elements.overrides(method, e, receiver)) {
        return e;
      }
    }
    return null;
  }

  private List<ExecutableElement> named(TypeElement type, Name name) {
    return methods
        .computeIfAbsent(
            type,
            t ->
                ElementFilter.methodsIn(t.getEnclosedElements()).stream()
                    .collect(Collectors.groupingBy(ExecutableElement::getSimpleName)))
        .getOrDefault(name, List.of());
  }

  private Contract annotated(ExecutableElement method, TypeElement owner) {
    List<Mark> on = new ArrayList<>(marks(method));
    typeWide(on, Contexts.free(method) ? Contexts.without(marks(owner)) : marks(owner));
    List<List<Mark>> parameters = new ArrayList<>();
    for (VariableElement p : method.getParameters()) {
      parameters.add(marks(p));
    }
    return new Contract(List.copyOf(on), List.copyOf(parameters));
  }

  private static void typeWide(List<Mark> on, List<Mark> type) {
    type.stream()
        .filter(
            m -> TYPE_WIDE.contains(m.name()) && on.stream().noneMatch(o -> Contexts.rival(o, m)))
        .forEach(on::add);
  }

  private String simpleName(TypeMirror type) {
    String name = types.erasure(type).toString();
    int space = name.lastIndexOf(' ');
    name = name.substring(space + 1);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The marks written on a declaration. */
  public List<Mark> marks(Element element) {
    return element.getAnnotationMirrors().isEmpty()
        ? List.of()
        : marks.computeIfAbsent(element, this::read);
  }

  /**
   * Whether the mark of this name on the element is one of ours, whose text is held to its rules.
   */
  public boolean ours(Element element, String name) {
    return element.getAnnotationMirrors().stream()
        .map(a -> ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().toString())
        .anyMatch(n -> n.equals(OURS + name));
  }

  private List<Mark> read(Element element) {
    List<Mark> found = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      String name = type.getSimpleName().toString();
      if (FAMILIAR.contains(name) || type.getQualifiedName().toString().startsWith(OURS)) {
        found.add(new Mark(name, attributes(mirror)));
      } else {
        found.addAll(models.alias(name));
      }
    }
    return found.size() < 2 ? List.copyOf(found) : Contexts.alternatives(found);
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

  /**
   * The mark of this name on the type or one of its supertypes, or in a model of them. A type
   * variable has the marks of its bounds.
   */
  public Optional<Mark> typeMark(TypeMirror type, String name) {
    if (type instanceof TypeVariable v) {
      return typeMark(v.getUpperBound(), name);
    }
    if (type instanceof IntersectionType both) {
      return both.getBounds().stream().flatMap(b -> typeMark(b, name).stream()).findFirst();
    }
    return type instanceof DeclaredType d && d.asElement() instanceof TypeElement e
        ? typeMark(e, name)
        : Optional.empty();
  }

  /** The mark of this name on the type or one of its supertypes, or in a model of them. */
  public Optional<Mark> typeMark(TypeElement type, String name) {
    return Optional.ofNullable(typeMarks.computeIfAbsent(type, this::allTypeMarks).get(name));
  }

  /** Whether a mark of this simple name speaks of locking, whoever declares it. */
  public boolean familiar(String annotation) {
    return FAMILIAR.contains(annotation) || !models.alias(annotation).isEmpty();
  }

  /** Whether a model of this very type speaks of locking. */
  boolean modelSpeaks(TypeElement type) {
    ModelType model = models.type(type.getQualifiedName().toString());
    return model != null
        && (new Contract(model.marks(), List.of()).concernsLocking()
            || model.marks().stream().anyMatch(m -> Bearers.TYPES.contains(m.name()))
            || model.members().stream().anyMatch(m -> m.contract().concernsLocking()));
  }

  /** Whether there is a model of this very type. */
  public boolean modelled(TypeMirror type) {
    return type instanceof DeclaredType d
        && d.asElement() instanceof TypeElement e
        && models.type(e.getQualifiedName().toString()) != null;
  }

  /** Whether a model of the type or a supertype has members that change it. */
  public boolean hasMutators(TypeMirror type) {
    if (!(type instanceof DeclaredType d) || !(d.asElement() instanceof TypeElement e)) {
      return false;
    }

    for (TypeElement t : linear(e)) {
      ModelType model = models.type(t.getQualifiedName().toString());
      if (model != null && model.members().stream().anyMatch(m -> m.contract().has("Mutates"))) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Mark> allTypeMarks(TypeElement type) {
    Map<String, Mark> all = new HashMap<>();
    for (TypeElement t : linear(type)) {
      marks(t).forEach(m -> all.putIfAbsent(m.name(), m));
      ModelType model = models.type(t.getQualifiedName().toString());
      if (model != null) {
        model.marks().forEach(m -> all.putIfAbsent(m.name(), m));
      }
    }
    return all;
  }

  /** The type and all above it, each before its own supertypes. */
  private List<TypeElement> linear(TypeElement type) {
    List<TypeElement> known = linear.get(type);
    if (known == null) {
      List<TypeElement> all = new ArrayList<>();
      collect(type, new HashSet<>(), all);
      Collections.reverse(all);
      known = List.copyOf(all);
      linear.put(type, known);
    }
    return known;
  }

  private static void collect(TypeElement type, Set<TypeElement> seen, List<TypeElement> into) {
    if (seen.add(type)) {
      List<TypeMirror> above = new ArrayList<>(type.getInterfaces());
      Collections.reverse(above);
      above.add(type.getSuperclass());
      for (TypeMirror t : above) {
        if (t instanceof DeclaredType d && d.asElement() instanceof TypeElement e) {
          collect(e, seen, into);
        }
      }
      into.add(type);
    }
  }
}

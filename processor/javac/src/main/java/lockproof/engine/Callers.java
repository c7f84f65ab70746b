package lockproof.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;

/** Who calls whom in a top-level class, and who overrides whom. */
final class Callers {
  private final Map<ExecutableElement, Body> bodies;
  private final References refs;
  private final Map<ExecutableElement, Set<ExecutableElement>> overrides = new HashMap<>();
  private final Set<ExecutableElement> overridden = new HashSet<>();
  private final Map<ExecutableElement, Set<ExecutableElement>> callers = new HashMap<>();

  Callers(Env env, Map<ExecutableElement, Body> bodies, References refs) {
    this.bodies = bodies;
    this.refs = refs;
    for (Body b : bodies.values()) {
      for (ExecutableElement callee : b.calls) {
        callers.computeIfAbsent(callee, m -> new LinkedHashSet<>()).add(b.method);
      }
    }
    findOverridden(env);
  }

  private void findOverridden(Env env) {
    Map<Name, List<ExecutableElement>> named = new LinkedHashMap<>();
    for (ExecutableElement m : bodies.keySet()) {
      if (m.getKind() == ElementKind.METHOD && !Env.isStatic(m)) {
        named.computeIfAbsent(m.getSimpleName(), n -> new ArrayList<>()).add(m);
      }
    }
    named.values().forEach(alike -> alike.forEach(m -> findOverridden(env, m, alike)));
  }

  private void findOverridden(Env env, ExecutableElement m, List<ExecutableElement> alike) {
    for (ExecutableElement o : alike) {
      if (o.getEnclosingElement() != m.getEnclosingElement()
          && env.elements.overrides(m, o, Env.typeOf(m))) {
        overrides.computeIfAbsent(m, x -> new HashSet<>()).add(o);
        overridden.add(o);
      }
    }
  }

  /** Whether another method here overrides this one. */
  boolean overridden(ExecutableElement m) {
    return overridden.contains(m);
  }

  /** The methods that call this one. */
  Set<ExecutableElement> of(ExecutableElement m) {
    return callers.getOrDefault(m, Set.of());
  }

  /** Whether the method has callers here, and is neither for just anybody nor theirs alone. */
  boolean leftTo(ExecutableElement m) {
    return !m.getModifiers().contains(Modifier.PUBLIC)
        && !m.getModifiers().contains(Modifier.PRIVATE)
        && !of(m).isEmpty();
  }

  /**
   * Whether nobody calls the method where a lock may be held. Those who make an object, which
   * nobody else sees yet, do not count; if there are no others, nothing is known.
   */
  boolean lockless(ExecutableElement m) {
    return lockless(m, new HashSet<>());
  }

  private boolean lockless(ExecutableElement m, Set<ExecutableElement> asked) {
    Set<ExecutableElement> others = new LinkedHashSet<>(of(m));
    overrides.getOrDefault(m, Set.of()).forEach(above -> others.addAll(of(above)));
    others.remove(m);
    if (!asked.add(m) || others.isEmpty()) {
      return true;
    }
    List<ExecutableElement> methods =
        others.stream().filter(c -> c.getKind() == ElementKind.METHOD).toList();
    return !methods.isEmpty()
        && !refs.named(m)
        && !refs.calledElsewhere(m)
        && methods.stream().allMatch(c -> !bodies.get(c).locksItself && lockless(c, asked));
  }
}

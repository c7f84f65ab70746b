package lockproof.contract;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The classes and members that models speak of, as this JDK has them. */
final class Reflected {
  private Reflected() {}

  /** The class of a canonical name, or null. */
  static Class<?> type(String canonicalName) {
    for (String name = canonicalName; ; ) {
      try {
        return Class.forName(name, false, ClassLoader.getSystemClassLoader());
      } catch (ClassNotFoundException e) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
          return null;
        }
        name = name.substring(0, dot) + '$' + name.substring(dot + 1);
      }
    }
  }

  /** Public and protected members of the name, inherited ones too, each signature once. */
  static Collection<? extends Executable> members(Class<?> type, String name) {
    if (name.equals("new")) {
      return Arrays.stream(type.getDeclaredConstructors()).filter(Reflected::visible).toList();
    }
    Stream<Method> inherited = Stream.of(type.getMethods());
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      inherited =
          Stream.concat(inherited, Stream.of(c.getDeclaredMethods()).filter(Reflected::visible));
    }
    Map<List<Class<?>>, Method> found = new LinkedHashMap<>();
    inherited
        .filter(m -> m.getName().equals(name))
        .forEach(
            m ->
                found.merge(
                    List.of(m.getParameterTypes()), m, (old, more) -> old.isBridge() ? more : old));
    return found.values();
  }

  private static boolean visible(Executable member) {
    return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  /** Simple names of the erased parameter types. */
  static List<String> parameters(Executable member) {
    return Arrays.stream(member.getParameterTypes()).map(Class::getSimpleName).toList();
  }

  /** The type and all above it, each before its own supertypes. */
  static List<Class<?>> linear(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    collect(type, all);
    List<Class<?>> open = new ArrayList<>(all);
    List<Class<?>> sorted = new ArrayList<>();
    while (!open.isEmpty()) {
      Class<?> next =
          open.stream()
              .filter(c -> open.stream().noneMatch(d -> d != c && c.isAssignableFrom(d)))
              .findFirst()
              .orElseThrow();
      open.remove(next);
      sorted.add(next);
    }
    return sorted;
  }

  private static void collect(Class<?> type, Set<Class<?>> into) {
    if (type != null && into.add(type)) {
      collect(type.getSuperclass(), into);
      for (Class<?> i : type.getInterfaces()) {
        collect(i, into);
      }
    }
  }

  /**
   * What the models say of a method of this static type: the nearest type with an entry decides.
   */
  static Contract contract(Models models, Class<?> type, Method method) {
    for (Class<?> c : linear(type)) {
      ModelType model = models.type(c.getCanonicalName());
      if (model != null
          && model.members().stream().anyMatch(m -> m.fits(method.getName(), parameters(method)))) {
        return models.member(model, method.getName(), parameters(method));
      }
    }
    return Contract.NONE;
  }
}

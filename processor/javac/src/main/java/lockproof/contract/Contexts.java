package lockproof.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;

/**
 * Contexts that have a name and no token type, as {@code swing/EDT}. The part before the slash is
 * their family: code that says where in a family it runs is held to it. {@code android/}, without a
 * name, says that it runs anywhere.
 */
public final class Contexts {
  private static final String MARK = "RequiresContext";

  private Contexts() {}

  /** Whether the context is known by a name, and not by the type of its token. */
  public static boolean named(String context) {
    return context.indexOf('/') >= 0;
  }

  /** The name alone. */
  public static String name(String context) {
    return context.substring(context.indexOf('/') + 1);
  }

  private static String family(String context) {
    return context.substring(0, context.indexOf('/') + 1);
  }

  /** Where code that says so runs instead, in words; null if it says nothing of this family. */
  public static String instead(Set<String> known, String context) {
    if (!known.contains(family(context))) {
      return null;
    }
    List<String> here =
        known.stream()
            .filter(k -> related(k, context) && !name(k).isEmpty())
            .map(k -> "`" + name(k) + "`")
            .toList();
    return here.isEmpty() ? "anywhere" : "in " + String.join(" or ", here);
  }

  /** What is known after an assertion: of a named context also that its family is spoken of. */
  public static Set<String> asserted(Set<String> known, Mark mark) {
    Set<String> all = new LinkedHashSet<>(known);
    for (String context : mark.texts("value")) {
      all.add(context);
      if (named(context)) {
        all.add(family(context));
      }
    }
    return all;
  }

  private static boolean related(String a, String b) {
    return named(a) && named(b) && family(a).equals(family(b));
  }

  /**
   * Where code that is known by one mark may be entered, and code of the other must not run, in
   * words; null if there is no such place, or the marks speak of different things.
   */
  public static String beyond(Mark entered, Mark runs) {
    if (!rival(entered, runs) || anywhere(runs)) {
      return null;
    }
    if (anywhere(entered)) {
      return "anywhere";
    }
    for (Set<String> place : places(entered)) {
      if (places(runs).stream().noneMatch(place::containsAll)) {
        return "in `" + name(place.iterator().next()) + "`";
      }
    }
    return null;
  }

  private static boolean anywhere(Mark mark) {
    return mark.texts("value").stream().anyMatch(v -> named(v) && name(v).isEmpty());
  }

  /** Each is where the code may run: all of these contexts hold there together. */
  private static List<Set<String>> places(Mark mark) {
    List<String> values = mark.texts("value");
    return mark.flag("anyOf", false)
        ? values.stream().map(Set::of).toList()
        : List.of(new LinkedHashSet<>(values));
  }

  /** Whether two marks speak of the same family, so that the nearer one decides. */
  static boolean rival(Mark a, Mark b) {
    return a.name().equals(MARK)
        && b.name().equals(MARK)
        && related(a.text("value", ""), b.text("value", ""));
  }

  /** Several marks of one family on one declaration name alternatives. */
  static List<Mark> alternatives(List<Mark> marks) {
    List<Mark> all = new ArrayList<>();
    for (Mark mark : marks) {
      int other = -1;
      for (int i = 0; i < all.size(); i++) {
        other = rival(all.get(i), mark) ? i : other;
      }
      if (other < 0) {
        all.add(mark);
      } else {
        Set<String> values = new LinkedHashSet<>(all.get(other).texts("value"));
        values.addAll(mark.texts("value"));
        all.set(
            other, new Mark(MARK, java.util.Map.of("value", List.copyOf(values), "anyOf", true)));
      }
    }
    return List.copyOf(all);
  }

  /** Of constructors and of the methods of every object a mark on the type does not speak. */
  public static boolean free(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    int n = method.getParameters().size();
    return method.getKind() == ElementKind.CONSTRUCTOR
        || n == 0 && (name.equals("toString") || name.equals("hashCode"))
        || n == 1 && name.equals("equals");
  }

  /** Marks other than those that ask for a context. */
  static List<Mark> without(List<Mark> marks) {
    return marks.stream().filter(m -> !m.name().equals(MARK)).toList();
  }

  /** What is known after leaving code that was entered: what it has learned stays. */
  public static Set<String> left(Set<String> now, Set<String> inside, Set<String> outside) {
    Set<String> all = new LinkedHashSet<>(now);
    all.removeAll(inside);
    all.addAll(outside);
    return all;
  }

  /** What is known in code with these marks: of a family that they speak of, what they say. */
  public static Set<String> entered(Set<String> known, List<Mark> marks) {
    if (marks.isEmpty()) {
      return known;
    }
    Set<String> all = new LinkedHashSet<>(known);
    for (Mark mark : marks) {
      all.removeIf(k -> related(k, mark.text("value", "")));
      all.addAll(mark.texts("value"));
      mark.texts("value").stream().filter(Contexts::named).map(Contexts::family).forEach(all::add);
    }
    return all;
  }
}

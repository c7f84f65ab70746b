package lockproof.contract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one method promises: its marks, and those of its parameters.
 *
 * @param marks on the method
 * @param parameters on each parameter; may be shorter than the parameter list
 */
public record Contract(List<Mark> marks, List<List<Mark>> parameters) {
  /** A method that promises nothing. */
  public static final Contract NONE = new Contract(List.of(), List.of());

  private static final Set<String> LOCKING =
      Set.of(
          "Acquires",
          "Releases",
          "Validates",
          "Converts",
          "HeldIf",
          "HeldDuring",
          "AssertsHeld",
          "LockView",
          "ConditionOf",
          "Awaits",
          "OpensContext",
          "Closes",
          "RequiresContext",
          "AssertsContext",
          "Retries",
          "MustHold",
          "Holding",
          "MustNotHold",
          "GuardedBy",
          "SetStep");

  /** The mark of this name, if there is one. */
  public Optional<Mark> mark(String name) {
    return Optional.ofNullable(find(marks, name));
  }

  private static Mark find(List<Mark> marks, String name) {
    for (Mark mark : marks) {
      if (mark.name().equals(name)) {
        return mark;
      }
    }
    return null;
  }

  /** Whether there is a mark of this name. */
  public boolean has(String name) {
    return find(marks, name) != null;
  }

  /** Every mark of this name. */
  public List<Mark> all(String name) {
    return has(name) ? marks.stream().filter(m -> m.name().equals(name)).toList() : List.of();
  }

  /** Whether a parameter has a mark of this name; the last one stands for the rest of varargs. */
  public boolean parameterHas(int index, String name) {
    return index < parameters.size() && find(parameters.get(index), name) != null;
  }

  /** The mark of this name on a parameter; the last one stands for the rest of varargs. */
  public Optional<Mark> parameterMark(int index, String name) {
    return index < parameters.size()
        ? Optional.ofNullable(find(parameters.get(index), name))
        : Optional.empty();
  }

  /** The index of the first parameter with the mark, or -1. */
  public int parameterWith(String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameterHas(i, name)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a method that calls this one has to be looked at. */
  public boolean concernsLocking() {
    return marks.stream().anyMatch(m -> LOCKING.contains(m.name()))
        || parameterWith("Borrows") >= 0 && !has("Mutates")
        || parameterWith("SetPhase") >= 0;
  }

  /** Both contracts together; a mark of this one hides marks of the same name in the other. */
  public Contract over(Contract weaker) {
    if (weaker == NONE || weaker.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return weaker;
    }
    int n = Math.max(parameters.size(), weaker.parameters.size());
    List<List<Mark>> both = new java.util.ArrayList<>();
    for (int i = 0; i < n; i++) {
      both.add(over(at(parameters, i), at(weaker.parameters, i)));
    }
    return new Contract(over(marks, weaker.marks), both);
  }

  private boolean isEmpty() {
    return marks.isEmpty() && parameters.stream().allMatch(List::isEmpty);
  }

  private static List<Mark> at(List<List<Mark>> list, int i) {
    return i < list.size() ? list.get(i) : List.of();
  }

  private static List<Mark> over(List<Mark> strong, List<Mark> weak) {
    Set<String> names = strong.stream().map(Mark::name).collect(Collectors.toSet());
    List<Mark> both = new java.util.ArrayList<>(strong);
    weak.stream().filter(m -> !names.contains(m.name())).forEach(both::add);
    return List.copyOf(both);
  }
}

package lockproof.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** Two marks of one declaration must not contradict each other. */
final class MarkConflicts implements DeclarationRule {
  private record Pair(String one, String other, boolean ofOneLock) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("MustHold", "MustNotHold", true),
          new Pair("GuardedBy", "MustNotHold", true),
          new Pair("Releases", "MustNotHold", true),
          new Pair("Pure", "Blocking", false),
          new Pair("TentativeSafe", "Blocking", false),
          new Pair("OpensContext", "Closes", false));

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (e.getAnnotationMirrors().size() < 2) {
      return;
    }
    for (Pair pair : PAIRS) {
      AnnotationMirror one = OwnMarks.find(e, pair.one()).orElse(null);
      AnnotationMirror other = OwnMarks.find(e, pair.other()).orElse(null);
      if (one != null && other != null) {
        List<String> common = new ArrayList<>(texts(e, pair.one()));
        common.retainAll(texts(e, pair.other()));
        if (!pair.ofOneLock() || !common.isEmpty()) {
          String of = pair.ofOneLock() ? " of `" + common.get(0) + "`" : "";
          faults.accept(
              Fault.invalid(
                  e, other, "it contradicts @" + pair.one() + of, "remove one of the two"));
        }
      }
    }
  }

  private static List<String> texts(Element e, String mark) {
    List<String> texts = OwnMarks.texts(e, mark);
    return texts.isEmpty() ? List.of("this") : texts;
  }
}

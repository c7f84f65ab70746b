package lockproof.declaration;

import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import lockproof.report.Reasons;

/** A level needs a reason, and must be that of a lock or of a field, as the case may be. */
final class LevelMarks implements DeclarationRule {
  private final Tokens tokens;

  LevelMarks(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    AnnotationMirror mark = OwnMarks.find(e, "LockLevel").orElse(null);
    if (mark == null) {
      return;
    }
    if (OwnMarks.attribute(mark, "because") instanceof String reason) {
      String complaint = Reasons.complaint(reason);
      if (complaint != null) {
        faults.accept(
            Fault.invalid(
                e, mark, "it " + complaint, "say what was measured, or cannot be done otherwise"));
      }
    }
    String level =
        OwnMarks.attribute(mark, "value") instanceof VariableElement v
            ? v.getSimpleName().toString()
            : "";
    boolean without = level.equals("NONE") || level.equals("LOCKLESS");
    if (!without || e.getKind() != ElementKind.FIELD) {
      return;
    }
    if (tokens.isLock(e.asType())) {
      faults.accept(
          Fault.invalid(
              e,
              mark,
              level + " is the level of what has no lock, and `" + e.getSimpleName() + "` is one",
              "give its own level, or put the mark on the field that is left without a lock"));
    } else if (OwnMarks.find(e, "GuardedBy").isPresent()) {
      faults.accept(
          Fault.invalid(
              e,
              mark,
              level + " contradicts @GuardedBy",
              "remove one of the two; a guarded field has the level of its lock"));
    }
  }
}

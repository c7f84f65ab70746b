package lockproof.processor.generate;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Reports what is wrong with one marked type, and remembers whether anything was. */
public final class Problems {
  private final Messager messager;
  private final TypeElement marked;
  private final String mark;
  private boolean any;

  /** Problems of a type with a mark of this simple name. */
  public Problems(Messager messager, TypeElement marked, String mark) {
    this.messager = messager;
    this.marked = marked;
    this.mark = mark;
  }

  /** Whether there were any. */
  public boolean any() {
    return any;
  }

  /** The mark cannot be followed; shown at the mark. */
  public void atMark(String why, String fix) {
    any = true;
    String text = text("mark-invalid", Shown.where(marked) + why, fix);
    Element at = Shown.at(marked);
    if (at.equals(marked)) {
      messager.printMessage(Diagnostic.Kind.ERROR, text, marked, mirror(marked));
    } else {
      messager.printMessage(Diagnostic.Kind.ERROR, text, at);
    }
  }

  /** The mark cannot be followed because of a part of the declaration; shown there. */
  public void at(Element part, String why, String fix) {
    at(part, "mark-invalid", why, fix);
  }

  /** A part of the declaration breaks a rule; shown there. */
  public void at(Element part, String rule, String why, String fix) {
    any = true;
    messager.printMessage(
        Diagnostic.Kind.ERROR, text(rule, Shown.where(part) + why, fix), Shown.at(part));
  }

  private String text(String rule, String why, String fix) {
    return "[lockproof:"
        + rule
        + "] @"
        + mark
        + ": "
        + why
        + "\n  fix : "
        + fix
        + "\n  see : docs/rules/"
        + rule
        + ".md";
  }

  private AnnotationMirror mirror(Element e) {
    for (AnnotationMirror m : e.getAnnotationMirrors()) {
      if (m.getAnnotationType().asElement().getSimpleName().contentEquals(mark)) {
        return m;
      }
    }
    return null;
  }
}

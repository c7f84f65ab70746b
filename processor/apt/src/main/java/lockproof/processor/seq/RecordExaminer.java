package lockproof.processor.seq;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Contracts;
import lockproof.contract.Models;
import lockproof.processor.generate.Library;
import lockproof.processor.generate.Problems;
import lockproof.processor.generate.Visible;

/** Says what keeps a type from getting a holder. */
final class RecordExaminer {
  private static final int MOST = 32;
  private static final String ONE_LINE = "mark a record whose components are values";

  private final Elements elements;
  private final Contracts contracts;

  RecordExaminer(Elements elements, Types types) {
    this.elements = elements;
    this.contracts = new Contracts(Models.jdk(), elements, types);
  }

  /** The first component whose type is not known, or not yet. */
  Optional<Element> unknown(TypeElement type) {
    return type.getRecordComponents().stream()
        .filter(c -> isUnknown(c.asType()))
        .<Element>map(c -> c)
        .findFirst();
  }

  private static boolean isUnknown(TypeMirror type) {
    return type.getKind() == TypeKind.ERROR
        || type instanceof DeclaredType d
            && d.getTypeArguments().stream().anyMatch(RecordExaminer::isUnknown);
  }

  void examine(TypeElement type, String holder, Problems problems) {
    if (type.getKind() != ElementKind.RECORD) {
      problems.atMark("`" + type.getSimpleName() + "` is not a record", ONE_LINE);
      return;
    }
    List<? extends RecordComponentElement> components = type.getRecordComponents();
    if (components.isEmpty()) {
      problems.atMark("`" + type.getSimpleName() + "` has no components to hold", ONE_LINE);
    } else if (components.size() > MOST) {
      problems.at(
          components.get(MOST),
          "`"
              + type.getSimpleName()
              + "` has "
              + components.size()
              + " components, "
              + MOST
              + " are the most",
          "group some of them into a record of their own");
    }
    if (!Visible.inPackage(type)) {
      problems.atMark(
          "`" + type.getSimpleName() + "` is private, so that its holder could not name it",
          "make it and what surrounds it at least package-private");
    }
    clash(type, holder, problems);
    components.forEach(c -> examine(c, problems));
    Library.demand(elements, type, problems, Library.SEQ_LOCK, Library.mark("RunsInPlace"));
  }

  private void clash(TypeElement type, String holder, Problems problems) {
    PackageElement folder = elements.getPackageOf(type);
    String name = folder.isUnnamed() ? holder : folder.getQualifiedName() + "." + holder;
    if (elements.getTypeElement(name) != null) {
      problems.atMark(
          "its holder would be called `" + holder + "`, and there is such a class already",
          "rename `" + type.getSimpleName() + "` or that class");
    }
  }

  private void examine(RecordComponentElement c, Problems problems) {
    TypeMirror type = c.asType();
    Element hidden = Visible.hiddenIn(type);
    if (hidden != null) {
      problems.at(
          c,
          "`" + hidden.getSimpleName() + "` is private, so that the holder could not name it",
          "make it at least package-private");
    } else if (type.getKind() == TypeKind.ARRAY) {
      problems.at(
          c,
          "the array `" + c.getSimpleName() + "` would be shared, what it contains is not held",
          "use one component for each element, or an immutable list");
    } else if (contracts.typeMark(type, "ContextToken").isPresent()
        || contracts.typeMark(type, "GuardType").isPresent()) {
      problems.at(
          c,
          "region-escape",
          "`" + c.getSimpleName() + "` would leave its region, held where any thread reads it",
          "pass it as a parameter");
    }
  }
}

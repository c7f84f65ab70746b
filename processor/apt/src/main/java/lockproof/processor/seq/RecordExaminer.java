package lockproof.processor.seq;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Contracts;
import lockproof.contract.Models;
import lockproof.processor.generate.Library;
import lockproof.processor.generate.Names;
import lockproof.processor.generate.Problems;
import lockproof.processor.generate.Unknown;
import lockproof.processor.generate.Visible;

/** Says what keeps a type from getting a holder. */
final class RecordExaminer {
  private static final int MOST = 32;
  private static final String ONE_LINE = "mark a record whose components are values";

  private final Shape.Reader shapes;
  private final Elements elements;
  private final Contracts contracts;

  RecordExaminer(Shape.Reader shapes, Elements elements, Types types) {
    this.shapes = shapes;
    this.elements = elements;
    this.contracts = new Contracts(Models.jdk(), elements, types);
  }

  /** The first part of the header whose type is not known, or not yet. */
  Optional<Element> unknown(TypeElement type) {
    for (TypeParameterElement parameter : type.getTypeParameters()) {
      if (parameter.getBounds().stream().anyMatch(Unknown::in)) {
        return Optional.of(parameter);
      }
    }
    return shapes.read(type).stream()
        .filter(s -> s.all().anyMatch(part -> Unknown.in(part.type())))
        .<Element>map(Shape::component)
        .findFirst();
  }

  void examine(TypeElement type, String holder, Problems problems) {
    if (type.getKind() != ElementKind.RECORD) {
      problems.atMark("`" + type.getSimpleName() + "` is not a record", ONE_LINE);
      return;
    }
    List<Shape> components = shapes.read(type);
    long leaves = components.stream().flatMap(Shape::leaves).count();
    if (components.isEmpty()) {
      problems.atMark("`" + type.getSimpleName() + "` has no components to hold", ONE_LINE);
    } else if (leaves > MOST) {
      boolean nested = leaves > components.size();
      problems.at(
          components.get(Math.min(MOST, components.size() - 1)).component(),
          "`"
              + type.getSimpleName()
              + "` has "
              + leaves
              + " components"
              + (nested ? " with those of the records in it, " : ", ")
              + MOST
              + " are the most",
          nested
              ? "mark a component @Nullable to hold its record as it is"
              : "group some of them into a record of their own, and mark that @Nullable");
    }
    if (!Visible.inPackage(type)) {
      problems.atMark(
          "`" + type.getSimpleName() + "` is private, so that its holder could not name it",
          "make it and what surrounds it at least package-private");
    }
    Names.clash(elements, type, holder, problems);
    components.forEach(c -> examine(c, problems));
    Library.demand(elements, type, problems, Library.SEQ_LOCK, Library.mark("RunsInPlace"));
  }

  private void examine(Shape whole, Problems problems) {
    if (whole.parts().isEmpty()) {
      examine(whole, whole.component(), problems);
    } else {
      whole.leaves().forEach(leaf -> examine(leaf, whole.component(), problems));
    }
  }

  private void examine(Shape held, RecordComponentElement at, Problems problems) {
    TypeMirror type = held.type();
    Element hidden = Visible.hiddenIn(type);
    if (hidden != null) {
      problems.at(
          at,
          "`" + hidden.getSimpleName() + "` is private, so that the holder could not name it",
          "make it at least package-private");
    } else if (type.getKind() == TypeKind.ARRAY) {
      problems.at(
          at,
          "the array `" + held.name() + "` would be shared, what it contains is not held",
          "use one component for each element, or an immutable list");
    } else if (contracts.typeMark(type, "ContextToken").isPresent()
        || contracts.typeMark(type, "GuardType").isPresent()) {
      problems.at(
          at,
          "region-escape",
          "`" + held.name() + "` would leave its region, held where any thread reads it",
          "pass it as a parameter");
    }
  }
}

package lockproof.processor.seq;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.processor.generate.Generator;
import lockproof.processor.generate.Heading;
import lockproof.processor.generate.Problems;

/** {@code @SeqLocked record Position(double x, double y) {}} becomes {@code PositionSeq}. */
public final class SeqGenerator implements Generator {
  private static final List<Step> STEPS =
      List.of(
          new StateStep(),
          new ReadStep(),
          new ReadAsStep("int"),
          new ReadAsStep("long"),
          new ReadAsStep("double"),
          new TryReadStep(),
          new ReadOrLockStep(),
          new WriteStep(),
          new UpdateStep(),
          new StoreStep());

  private final Elements elements;
  private final Shape.Reader shapes;
  private final RecordReader reader;
  private final RecordExaminer examiner;

  /** A generator for one compilation. */
  public SeqGenerator(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
    Types types = environment.getTypeUtils();
    this.shapes = new Shape.Reader(elements, types);
    this.reader = new RecordReader(shapes, types);
    this.examiner = new RecordExaminer(shapes, elements, types);
  }

  @Override
  public String mark() {
    return "SeqLocked";
  }

  @Override
  public Optional<Element> unknown(TypeElement type) {
    return examiner.unknown(type);
  }

  @Override
  public Optional<TypeSpec> generate(TypeElement type, Problems problems) {
    String name = RecordReader.holderName(type);
    examiner.examine(type, name, problems);
    if (problems.any()) {
      return Optional.empty();
    }
    TypeSpec.Builder holder =
        Heading.of(name, type, elements)
            .addAnnotation(
                AnnotationSpec.builder(SuppressWarnings.class)
                    .addMember("value", Warnings.of(type, shapes.read(type)))
                    .build());
    SeqModel model = reader.read(type);
    for (Step step : STEPS) {
      step.apply(model, holder);
    }
    return Optional.of(holder.build());
  }
}

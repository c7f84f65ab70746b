package lockproof.processor.generate;

import com.palantir.javapoet.TypeSpec;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Makes one type from one marked type, and looks at nothing else. */
public interface Generator {
  /** The simple name of the mark. */
  String mark();

  /** The part of the declaration whose type is still unknown, perhaps to be generated. */
  Optional<Element> unknown(TypeElement type);

  /** The type to write; none if there is nothing to do, or if there were problems. */
  Optional<TypeSpec> generate(TypeElement type, Problems problems);
}

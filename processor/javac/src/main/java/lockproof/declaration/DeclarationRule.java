package lockproof.declaration;

import java.util.function.Consumer;
import javax.lang.model.element.Element;

/** Judges one declaration: a type, a field, a record component, a method or a parameter. */
interface DeclarationRule {
  void judge(Element declaration, Consumer<Fault> faults);
}

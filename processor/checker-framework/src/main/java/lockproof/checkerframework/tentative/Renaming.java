package lockproof.checkerframework.tentative;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.lang.model.element.VariableElement;
import org.checkerframework.dataflow.expression.LocalVariable;

/**
 * How places are called once a variable that led to them has another value: by the name of a local
 * that still refers to the object, or as something that was there earlier.
 */
final class Renaming {
  private final Map<LocalVariable, TentativeValue> locals;

  Renaming(Map<LocalVariable, TentativeValue> locals) {
    this.locals = locals;
  }

  UnaryOperator<Path> before(VariableElement v) {
    List<LocalVariable> others = new ArrayList<>();
    locals.forEach(
        (local, value) -> {
          Path path = value.trace().path();
          boolean written = !local.getElement().getSimpleName().toString().contains("#");
          if (written && path != null && path.mentions(v)) {
            others.add(local);
          }
        });
    others.sort(Comparator.comparing(LocalVariable::toString));
    UnaryOperator<Path> names = UnaryOperator.identity();
    for (LocalVariable local : others) {
      UnaryOperator<Path> sofar = names;
      Path place = sofar.apply(locals.get(local).trace().path());
      if (place.mentions(v)) {
        Path name = Path.root(local.getElement());
        names = p -> sofar.apply(p).with(place, name);
      }
    }
    UnaryOperator<Path> known = names;
    return p -> known.apply(p).before(v);
  }
}

package lockproof.checkerframework.context;

import java.util.Objects;
import javax.lang.model.type.TypeMirror;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractValue;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** A type, with the scopes that the value stands for. */
public final class ContextValue extends CFAbstractValue<ContextValue> {
  private final Held held;

  ContextValue(
      CFAbstractAnalysis<ContextValue, ?, ?> analysis,
      AnnotationMirrorSet annotations,
      TypeMirror type,
      Held held) {
    super(analysis, annotations, type);
    this.held = held;
  }

  Held held() {
    return held;
  }

  ContextValue with(Held now) {
    return now.equals(held) ? this : new ContextValue(analysis, annotations, underlyingType, now);
  }

  @Override
  protected ContextValue upperBound(ContextValue other, TypeMirror type, boolean widen) {
    ContextValue joined = super.upperBound(other, type, widen);
    return joined == null || other == null ? joined : joined.with(held.join(other.held));
  }

  @Override
  public boolean equals(Object o) {
    return super.equals(o) && o instanceof ContextValue v && held.equals(v.held);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), held.scopes().size());
  }
}

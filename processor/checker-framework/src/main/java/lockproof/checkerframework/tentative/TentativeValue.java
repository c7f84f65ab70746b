package lockproof.checkerframework.tentative;

import java.util.Objects;
import javax.lang.model.type.TypeMirror;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractValue;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** A type, with the trace of the value. */
public final class TentativeValue extends CFAbstractValue<TentativeValue> {
  private final Trace trace;

  TentativeValue(
      CFAbstractAnalysis<TentativeValue, ?, ?> analysis,
      AnnotationMirrorSet annotations,
      TypeMirror type,
      Trace trace) {
    super(analysis, annotations, type);
    this.trace = trace;
  }

  Trace trace() {
    return trace;
  }

  TentativeValue with(Trace now) {
    return now.equals(trace)
        ? this
        : new TentativeValue(analysis, annotations, underlyingType, now);
  }

  /** The section that the caller began was undisturbed. */
  TentativeValue settled() {
    TentativeAnnotatedTypeFactory types = (TentativeAnnotatedTypeFactory) analysis.getTypeFactory();
    if (annotations.isEmpty() || annotations.contains(types.settled)) {
      return this;
    }
    AnnotationMirrorSet now = AnnotationMirrorSet.singleton(types.settled);
    return new TentativeValue(analysis, now, underlyingType, trace);
  }

  @Override
  protected TentativeValue upperBound(TentativeValue other, TypeMirror type, boolean widen) {
    TentativeValue joined = super.upperBound(other, type, widen);
    return joined == null || other == null ? joined : joined.with(trace.join(other.trace));
  }

  @Override
  public boolean equals(Object o) {
    return super.equals(o) && o instanceof TentativeValue v && trace.equals(v.trace);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), trace.deps());
  }
}

package lockproof.checkerframework.context;

import javax.lang.model.type.TypeMirror;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractValue;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** Makes the stores and values of the analysis. */
public final class ContextAnalysis
    extends CFAbstractAnalysis<ContextValue, ContextStore, ContextTransfer> {
  ContextAnalysis(BaseTypeChecker checker, ContextAnnotatedTypeFactory factory) {
    super(checker, factory);
  }

  @Override
  public ContextStore createEmptyStore(boolean sequentialSemantics) {
    return new ContextStore(this, sequentialSemantics);
  }

  @Override
  public ContextStore createCopiedStore(ContextStore store) {
    return new ContextStore(store);
  }

  @Override
  public ContextValue createAbstractValue(AnnotationMirrorSet annotations, TypeMirror type) {
    return CFAbstractValue.hasAnnotationFromEveryHierarchy(annotations, type, atypeFactory)
        ? new ContextValue(this, annotations, type, Held.NOTHING)
        : null;
  }
}

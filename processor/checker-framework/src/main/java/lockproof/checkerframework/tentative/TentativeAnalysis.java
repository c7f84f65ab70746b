package lockproof.checkerframework.tentative;

import javax.lang.model.type.TypeMirror;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractValue;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** Makes the stores and values of the analysis. */
public final class TentativeAnalysis
    extends CFAbstractAnalysis<TentativeValue, TentativeStore, TentativeTransfer> {
  TentativeAnalysis(BaseTypeChecker checker, TentativeAnnotatedTypeFactory factory) {
    super(checker, factory);
  }

  @Override
  protected TransferResult<TentativeValue, TentativeStore> callTransferFunction(
      Node node, TransferInput<TentativeValue, TentativeStore> input) {
    ((TentativeAnnotatedTypeFactory) atypeFactory).findings().turnTo(node);
    return super.callTransferFunction(node, input);
  }

  @Override
  public TentativeStore createEmptyStore(boolean sequentialSemantics) {
    return new TentativeStore(this, sequentialSemantics);
  }

  @Override
  public TentativeStore createCopiedStore(TentativeStore store) {
    return new TentativeStore(store);
  }

  @Override
  public TentativeValue createAbstractValue(AnnotationMirrorSet annotations, TypeMirror type) {
    return CFAbstractValue.hasAnnotationFromEveryHierarchy(annotations, type, atypeFactory)
        ? new TentativeValue(this, annotations, type, Trace.NONE)
        : null;
  }
}

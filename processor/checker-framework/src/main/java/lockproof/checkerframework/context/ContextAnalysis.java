package lockproof.checkerframework.context;

import java.util.HashMap;
import java.util.Map;
import javax.lang.model.type.TypeMirror;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.block.ExceptionBlock;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractValue;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** Makes the stores and values of the analysis. */
public final class ContextAnalysis
    extends CFAbstractAnalysis<ContextValue, ContextStore, ContextTransfer> {
  ContextAnalysis(BaseTypeChecker checker, ContextAnnotatedTypeFactory factory) {
    super(checker, factory);
  }

  /** What an exception leaves behind is known to be so on its way out. */
  @Override
  protected TransferResult<ContextValue, ContextStore> callTransferFunction(
      Node node, TransferInput<ContextValue, ContextStore> in) {
    if (!(node.getBlock() instanceof ExceptionBlock block)) {
      return super.callTransferFunction(node, in);
    }
    ContextStore before = in.getRegularStore().copy();
    TransferResult<ContextValue, ContextStore> r = super.callTransferFunction(node, in);
    Map<TypeMirror, ContextStore> thrown = new HashMap<>();
    for (TypeMirror cause : block.getExceptionalSuccessors().keySet()) {
      ContextStore there = r.getExceptionalStore(cause);
      there = (there == null ? before : there).copy();
      there.unwinding(true);
      thrown.put(cause, there);
    }
    return r.withExceptionalStores(thrown);
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

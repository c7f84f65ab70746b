package lockproof.checkerframework.tentative;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.ExecutableElement;
import lockproof.contract.Contract;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedExecutableType;
import org.checkerframework.javacutil.TreeUtils;

/** Reports what the flow analysis has found, and what signatures say against each other. */
public final class TentativeVisitor extends BaseTypeVisitor<TentativeAnnotatedTypeFactory> {
  /** A visitor for the checker. */
  public TentativeVisitor(BaseTypeChecker checker) {
    super(checker);
  }

  @Override
  protected TentativeAnnotatedTypeFactory createTypeFactory() {
    return new TentativeAnnotatedTypeFactory(checker);
  }

  @Override
  public Void scan(Tree tree, Void p) {
    if (tree != null) {
      for (Findings.Finding f : atypeFactory.findings().at(tree)) {
        checker.reportError(tree, f.key(), f.what(), f.lock());
      }
    }
    return super.scan(tree, p);
  }

  /** A tentative value by its declared type, where a settled one is expected. */
  @Override
  protected boolean commonAssignmentCheck(
      AnnotatedTypeMirror expected,
      AnnotatedTypeMirror found,
      Tree tree,
      String errorKey,
      Object... extraArgs) {
    AnnotatedTypeMirror widened = atypeFactory.getWidenedType(found, expected);
    if (typeHierarchy.isSubtype(widened, expected)) {
      return true;
    }
    checker.reportError(tree, "optimistic-unvalidated", Findings.text(tree), expected.toString());
    return false;
  }

  @Override
  protected void checkMethodInvocability(
      AnnotatedExecutableType method, MethodInvocationTree tree) {
    Contract c = atypeFactory.environment().contract(tree, TreeUtils.elementFromUse(tree));
    Tree receiver = TreeUtils.getReceiverTree(tree);
    if (receiver == null || c.has("Pure") || c.has("TentativeSafe")) {
      return;
    }
    AnnotatedTypeMirror type = atypeFactory.getReceiverType(tree);
    if (type != null && type.hasPrimaryAnnotation(atypeFactory.tentative)) {
      checker.reportError(receiver, "optimistic-hazard", Findings.text(receiver), "its section");
    }
  }

  /** What a constructor makes is settled: it has seen no section yet. */
  @Override
  protected void checkConstructorResult(
      AnnotatedExecutableType type, ExecutableElement constructor) {}

  @Override
  public Void visitArrayAccess(ArrayAccessTree tree, Void p) {
    if (atypeFactory
        .getAnnotatedType(tree.getIndex())
        .hasPrimaryAnnotation(atypeFactory.tentative)) {
      checker.reportError(tree, "optimistic-hazard", Findings.text(tree), "its section");
    }
    return super.visitArrayAccess(tree, p);
  }
}

package lockproof.checkerframework.context;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedDeclaredType;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedExecutableType;

/** Reports what the flow analysis has found, and what signatures say against each other. */
public final class ContextVisitor extends BaseTypeVisitor<ContextAnnotatedTypeFactory> {
  /** A visitor for the checker. */
  public ContextVisitor(BaseTypeChecker checker) {
    super(checker);
  }

  @Override
  protected ContextAnnotatedTypeFactory createTypeFactory() {
    return new ContextAnnotatedTypeFactory(checker);
  }

  @Override
  public Void scan(Tree tree, Void p) {
    if (tree != null) {
      atypeFactory
          .reports()
          .at(tree)
          .forEach((key, about) -> checker.reportError(tree, key, about));
    }
    return super.scan(tree, p);
  }

  @Override
  protected void checkConstructorResult(
      AnnotatedExecutableType type, ExecutableElement constructor) {}

  @Override
  protected void checkMethodInvocability(
      AnnotatedExecutableType method, MethodInvocationTree tree) {}

  /** Nothing is said of values that are neither tokens nor guards. */
  @Override
  protected boolean checkOverride(
      MethodTree tree,
      AnnotatedExecutableType overrider,
      AnnotatedDeclaredType overriderType,
      AnnotatedExecutableType overridden,
      AnnotatedDeclaredType overriddenType) {
    return !atypeFactory.tokens().scoped(overrider.getElement())
        || super.checkOverride(tree, overrider, overriderType, overridden, overriddenType);
  }

  @Override
  protected void checkTypecastSafety(TypeCastTree cast) {}

  /** A token that proves nothing by its declared type, where a live one is expected. */
  @Override
  protected boolean commonAssignmentCheck(
      AnnotatedTypeMirror expected,
      AnnotatedTypeMirror found,
      Tree tree,
      String errorKey,
      Object... extraArgs) {
    boolean open =
        found.getKind() == TypeKind.TYPEVAR
            || !atypeFactory.tokens().scoped(found.getUnderlyingType());
    if (open || typeHierarchy.isSubtype(atypeFactory.getWidenedType(found, expected), expected)) {
      return true;
    }
    checker.reportError(tree, "context-closed", Reports.text(tree));
    return false;
  }
}

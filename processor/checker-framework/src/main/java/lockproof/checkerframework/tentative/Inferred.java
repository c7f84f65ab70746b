package lockproof.checkerframework.tentative;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedDeclaredType;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedExecutableType;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedWildcardType;
import org.checkerframework.javacutil.TreeUtils;

/**
 * Type arguments that were inferred from nothing are their bounds, which take everything: where
 * nothing tentative goes in, they stand for settled values.
 */
final class Inferred {
  private final TentativeAnnotatedTypeFactory factory;

  Inferred(TentativeAnnotatedTypeFactory factory) {
    this.factory = factory;
  }

  /** Corrects the types of a call whose type arguments nobody has written. */
  void settle(AnnotatedExecutableType use, ExecutableElement called, List<? extends Tree> given) {
    boolean constructor = called.getKind() == ElementKind.CONSTRUCTOR;
    Element owner = constructor ? called.getEnclosingElement() : called;
    List<? extends TypeParameterElement> parameters = ((Parameterizable) owner).getTypeParameters();
    if (parameters.isEmpty()) {
      return;
    }
    List<AnnotatedTypeMirror> bounds = new ArrayList<>();
    TypeMirror result = constructor ? owner.asType() : called.getReturnType();
    find(use.getReturnType(), result, parameters, bounds);
    for (int i = 0; i < use.getParameterTypes().size(); i++) {
      int last = called.getParameters().size() - 1;
      TypeMirror declared = called.getParameters().get(Math.min(i, last)).asType();
      find(use.getParameterTypes().get(i), declared, parameters, bounds);
    }
    if (!bounds.isEmpty() && given.stream().noneMatch(this::mentions)) {
      bounds.forEach(b -> b.replaceAnnotation(factory.settled));
    }
  }

  private void find(
      AnnotatedTypeMirror actual,
      TypeMirror declared,
      List<? extends TypeParameterElement> parameters,
      List<AnnotatedTypeMirror> bounds) {
    if (declared instanceof TypeVariable v) {
      if (parameters.contains(v.asElement())
          && actual.hasPrimaryAnnotation(factory.tentative)
          && bound(actual, v)) {
        bounds.add(actual);
      }
    } else if (declared instanceof DeclaredType d && actual instanceof AnnotatedDeclaredType a) {
      int n = Math.min(d.getTypeArguments().size(), a.getTypeArguments().size());
      for (int i = 0; i < n; i++) {
        find(a.getTypeArguments().get(i), d.getTypeArguments().get(i), parameters, bounds);
      }
    } else if (declared instanceof WildcardType w && actual instanceof AnnotatedWildcardType a) {
      if (w.getExtendsBound() != null) {
        find(a.getExtendsBound(), w.getExtendsBound(), parameters, bounds);
      }
      if (w.getSuperBound() != null) {
        find(a.getSuperBound(), w.getSuperBound(), parameters, bounds);
      }
    }
  }

  private boolean bound(AnnotatedTypeMirror argument, TypeVariable v) {
    TypeMirror erased = factory.types().erasure(v);
    return factory
        .types()
        .isSameType(factory.types().erasure(argument.getUnderlyingType()), erased);
  }

  /** Whether something in the expression is tentative, or holds what is. */
  private boolean mentions(Tree expression) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree t, Void p) {
        named(t);
        return null;
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree t, Void p) {
        named(t);
        return super.visitMemberSelect(t, p);
      }

      private void named(Tree t) {
        found[0] |=
            TreeUtils.elementFromTree(t) instanceof VariableElement v
                && !inferred(v, factory.getPath(t))
                && factory.signatures().open(factory.getAnnotatedType(t));
      }

      @Override
      public Void visitLambdaExpression(LambdaExpressionTree t, Void p) {
        return null;
      }

      @Override
      public Void visitMemberReference(MemberReferenceTree t, Void p) {
        return null;
      }

      @Override
      public Void visitClass(ClassTree t, Void p) {
        return null;
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        ExecutableElement method = TreeUtils.elementFromUse(t);
        found[0] |= factory.signatures().open(factory.getAnnotatedType(method).getReturnType());
        return super.visitMethodInvocation(t, p);
      }
    }.scan(expression, null);
    return found[0];
  }

  /** Whether the variable is the parameter of a lambda, whose type waits for that of a call. */
  private static boolean inferred(VariableElement v, TreePath at) {
    for (TreePath p = at; p != null; p = p.getParentPath()) {
      if (p.getLeaf() instanceof LambdaExpressionTree l
          && l.getParameters().stream()
              .anyMatch(x -> v.equals(TreeUtils.elementFromDeclaration(x)))) {
        return true;
      }
    }
    return false;
  }
}

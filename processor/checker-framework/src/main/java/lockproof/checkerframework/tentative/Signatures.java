package lockproof.checkerframework.tentative;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedArrayType;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedDeclaredType;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedExecutableType;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedWildcardType;
import org.checkerframework.framework.util.AnnotatedTypes;
import org.checkerframework.javacutil.TreeUtils;

/** What declarations say of the values that cross them. */
final class Signatures {
  private final TentativeAnnotatedTypeFactory factory;

  Signatures(TentativeAnnotatedTypeFactory factory) {
    this.factory = factory;
  }

  /** Whether the field may hold a tentative value, or something that holds one. */
  boolean keeps(Node target) {
    return target instanceof FieldAccessNode f
        && f.getElement() != null
        && open(factory.getAnnotatedType(f.getElement()));
  }

  /** Whether the parameter that the argument goes to may be given a tentative value. */
  boolean takes(ExecutableElement method, Tree call, int argument) {
    int last = method.getParameters().size() - 1;
    if (last < 0) {
      return false;
    }
    int i = Math.min(argument, last);
    VariableElement parameter = method.getParameters().get(i);
    if (open(factory.getAnnotatedType(parameter))) {
      return true;
    }
    Tree on = call instanceof MethodInvocationTree m ? TreeUtils.getReceiverTree(m) : null;
    if (on == null || parameter.asType().getKind().isPrimitive()) {
      return false;
    }
    AnnotatedExecutableType member =
        AnnotatedTypes.asMemberOf(factory.types(), factory, factory.getAnnotatedType(on), method);
    return open(member.getParameterTypes().get(i));
  }

  /** Whether the method around the place may return a tentative value. */
  boolean returns(Tree at) {
    ExecutableElement method = around(at);
    return method != null && open(factory.getAnnotatedType(method).getReturnType());
  }

  /** Whether what the method around the place returns is for its own class. */
  boolean privately(Tree at) {
    ExecutableElement method = around(at);
    return method != null && method.getModifiers().contains(Modifier.PRIVATE);
  }

  private ExecutableElement around(Tree at) {
    for (TreePath p = factory.getPath(at); p != null; p = p.getParentPath()) {
      if (p.getLeaf() instanceof LambdaExpressionTree) {
        return null;
      }
      if (p.getLeaf() instanceof MethodTree m) {
        return TreeUtils.elementFromDeclaration(m);
      }
    }
    return null;
  }

  /** Whether a method takes tentative values and is declared to return a settled one. */
  boolean settles(ExecutableElement method) {
    AnnotatedExecutableType type = factory.getAnnotatedType(method);
    return type.getParameterTypes().stream()
            .anyMatch(p -> p.hasPrimaryAnnotation(factory.tentative))
        && type.getReturnType().hasPrimaryAnnotation(factory.settled);
  }

  /** Whether values of the type are tentative, or hold what is. */
  boolean open(AnnotatedTypeMirror type) {
    if (type.hasPrimaryAnnotation(factory.tentative) || type.hasPrimaryAnnotation(factory.poly)) {
      return true;
    }
    if (type instanceof AnnotatedDeclaredType d) {
      return d.getTypeArguments().stream().anyMatch(this::open);
    }
    if (type instanceof AnnotatedWildcardType w) {
      return open(w.getExtendsBound());
    }
    return type instanceof AnnotatedArrayType a && open(a.getComponentType());
  }
}

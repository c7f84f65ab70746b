package lockproof.checkerframework.context;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;
import lockproof.checkerframework.shared.Environment;
import org.checkerframework.javacutil.ElementUtils;
import org.checkerframework.javacutil.TreeUtils;

/** What can be looked into: the bodies of a top-level class, and who calls them. */
final class Bodies {
  private final Types types;
  private final Map<ExecutableElement, MethodTree> methods = new HashMap<>();
  private final Set<ExecutableElement> called = new LinkedHashSet<>();
  private final Map<Element, ExpressionTree> closures = new HashMap<>();
  private final Set<Element> handedOn = new HashSet<>();

  Bodies(Types types) {
    this.types = types;
  }

  /** Turns to another top-level class. */
  void turnTo(ClassTree top) {
    methods.clear();
    called.clear();
    closures.clear();
    handedOn.clear();
    new Scan().scan(top, null);
  }

  /** The body of the method, or null. */
  MethodTree of(ExecutableElement method) {
    MethodTree t = methods.get(method);
    return t == null || t.getBody() == null ? null : t;
  }

  /** Whether the body shows that the method may give null. */
  boolean givesNull(ExecutableElement method) {
    MethodTree body = of(method);
    boolean[] found = {false};
    if (body != null && !Environment.overridable(method)) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitReturn(ReturnTree t, Void p) {
          found[0] |= t.getExpression() != null && mayBeNull(t.getExpression());
          return null;
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree t, Void p) {
          return null;
        }
      }.scan(body.getBody(), null);
    }
    return found[0];
  }

  private static boolean mayBeNull(ExpressionTree expression) {
    ExpressionTree t = TreeUtils.withoutParensOrCasts(expression);
    return TreeUtils.isNullExpression(t)
        || t instanceof ConditionalExpressionTree c
            && (mayBeNull(c.getTrueExpression()) || mayBeNull(c.getFalseExpression()));
  }

  /** Whether the method is reached by calls in sight alone. */
  boolean hidden(ExecutableElement method) {
    return called.contains(method)
        && (method.getModifiers().contains(Modifier.PRIVATE)
            || method.getEnclosingElement() instanceof TypeElement t
                && t.getNestingKind() == NestingKind.LOCAL
                && ElementUtils.getOverriddenMethods(method, types).isEmpty());
  }

  /** The closure that the variable holds, if it is called by that name alone; or null. */
  ExpressionTree closure(Element variable) {
    return handedOn.contains(variable) ? null : closures.get(variable);
  }

  private final class Scan extends TreeScanner<Void, Void> {
    @Override
    public Void visitMethod(MethodTree t, Void p) {
      methods.put(TreeUtils.elementFromDeclaration(t), t);
      return super.visitMethod(t, p);
    }

    @Override
    public Void visitVariable(VariableTree t, Void p) {
      Element v = TreeUtils.elementFromDeclaration(t);
      ExpressionTree made = t.getInitializer();
      if ((made instanceof LambdaExpressionTree || made instanceof MemberReferenceTree)
          && ElementUtils.isLocalVariable(v)
          && ElementUtils.isEffectivelyFinal(v)) {
        closures.put(v, made);
      }
      return super.visitVariable(t, p);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
      called.add(TreeUtils.elementFromUse(t));
      ExpressionTree select = t.getMethodSelect();
      if (select instanceof MemberSelectTree s && s.getExpression() instanceof IdentifierTree) {
        scan(t.getTypeArguments(), p);
        return scan(t.getArguments(), p);
      }
      return super.visitMethodInvocation(t, p);
    }

    @Override
    public Void visitIdentifier(IdentifierTree t, Void p) {
      handedOn.add(TreeUtils.elementFromUse(t));
      return null;
    }
  }
}

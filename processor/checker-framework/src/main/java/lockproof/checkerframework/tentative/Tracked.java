package lockproof.checkerframework.tentative;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import lockproof.contract.Contract;
import lockproof.contract.Contracts;
import org.checkerframework.javacutil.TreeUtils;

/** Reads paths off trees, as far as one method shows. */
final class Tracked {
  private final Contracts contracts;
  private final ClassFacts facts;
  private final Map<Element, Path> locals = new HashMap<>();

  Tracked(Contracts contracts, ClassFacts facts) {
    this.contracts = contracts;
    this.facts = facts;
  }

  /** A local that is another name of something. */
  void declared(VariableTree t) {
    if (t.getInitializer() != null) {
      Path path = path(t.getInitializer());
      if (path != null) {
        locals.put(TreeUtils.elementFromDeclaration(t), path);
      }
    }
  }

  void known(Element local, Path path) {
    if (path != null) {
      locals.put(local, path);
    }
  }

  /** Where the expression leads, null if that cannot be told. */
  Path path(ExpressionTree tree) {
    ExpressionTree t = TreeUtils.withoutParensOrCasts(tree);
    if (t instanceof MethodInvocationTree call) {
      ExecutableElement method = TreeUtils.elementFromUse(call);
      Contract c = contracts.of(method);
      if (c.has("LockView")) {
        return receiver(call);
      }
      return given(method) && call.getArguments().isEmpty() ? asked(call, method) : null;
    }
    if (!(t instanceof IdentifierTree) && !(t instanceof MemberSelectTree)) {
      return null;
    }
    Element e = TreeUtils.elementFromUse(t);
    String name = e == null ? "" : e.getSimpleName().toString();
    if (name.equals("this") || name.equals("super")) {
      return Path.THIS;
    }
    if (!(e instanceof VariableElement v)) {
      return null;
    }
    if (e.getKind() != ElementKind.FIELD) {
      return locals.getOrDefault(e, Path.root(e));
    }
    if (e.getModifiers().contains(Modifier.STATIC)) {
      return Path.root(facts.viewed(v));
    }
    Path base = t instanceof MemberSelectTree s ? path(s.getExpression()) : Path.THIS;
    return base == null ? null : base.to(facts.viewed(v));
  }

  private boolean given(ExecutableElement method) {
    return method.getReturnType() instanceof DeclaredType d
        && contracts.typeMark(d, "LockType").isPresent();
  }

  private Path asked(MethodInvocationTree call, ExecutableElement method) {
    if (method.getModifiers().contains(Modifier.STATIC)) {
      return Path.root(method);
    }
    Path on = receiver(call);
    return on == null ? null : on.to(method);
  }

  /** What the method is called on. */
  Path receiver(MethodInvocationTree call) {
    ExpressionTree receiver = TreeUtils.getReceiverTree(call);
    return receiver == null ? Path.THIS : path(receiver);
  }
}

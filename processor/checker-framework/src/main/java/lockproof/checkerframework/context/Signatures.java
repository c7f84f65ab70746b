package lockproof.checkerframework.context;

import com.sun.source.tree.ExpressionTree;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.MethodInvocationNode;
import org.checkerframework.dataflow.cfg.node.Node;

/** What declarations tell of the values that come from them. */
final class Signatures {
  private Signatures() {}

  /** Whether a declaration says what type the value has. */
  static boolean declare(Node n) {
    return n.getTree() instanceof ExpressionTree
        && (n instanceof FieldAccessNode
            || n instanceof MethodInvocationNode
            || n instanceof LocalVariableNode);
  }

  /** The argument that a function gives back: its result is of that type variable. Or null. */
  static Held passed(ExecutableElement method, List<Held> args) {
    if (!method.getModifiers().contains(Modifier.STATIC)
        || method.getReturnType().getKind() != TypeKind.TYPEVAR) {
      return null;
    }
    Held passed = null;
    for (int i = 0; i < Math.min(args.size(), method.getParameters().size()); i++) {
      if (method.getParameters().get(i).asType().equals(method.getReturnType())) {
        passed = passed == null ? args.get(i) : passed.join(args.get(i));
      }
    }
    return passed;
  }
}

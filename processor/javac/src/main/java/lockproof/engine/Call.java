package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import lockproof.contract.Mark;

/**
 * A call whose operands have been evaluated.
 *
 * @param at the call
 * @param method what is called
 * @param contract what it promises
 * @param receiver on what; unknown for static methods
 * @param args with what
 * @param argTrees the arguments' source
 * @param type the static type of the result
 */
record Call(
    Tree at,
    ExecutableElement method,
    Contract contract,
    Value receiver,
    List<Value> args,
    List<? extends ExpressionTree> argTrees,
    TypeMirror type) {

  Tree argTree(int i) {
    return i < argTrees.size() ? argTrees.get(i) : at;
  }

  /** The parameter that an argument is given to; the last one for the rest of varargs. */
  VariableElement parameter(int i) {
    List<? extends VariableElement> ps = method.getParameters();
    return ps.isEmpty() ? null : ps.get(Math.min(i, ps.size() - 1));
  }

  int parameterIndex(int i) {
    return Math.min(i, Math.max(0, method.getParameters().size() - 1));
  }

  /** What the callee promises of where it runs an argument. */
  List<Mark> promises(int i) {
    return contract.parameterMark(parameterIndex(i), "RequiresContext").stream().toList();
  }

  Map<String, Sym> names() {
    Map<String, Sym> names = new HashMap<>();
    for (int i = 0; i < Math.min(args.size(), method.getParameters().size()); i++) {
      Sym s = args.get(i).sym();
      if (s != null) {
        names.put(method.getParameters().get(i).getSimpleName().toString(), s);
      }
    }
    return names;
  }

  String name() {
    return method.getSimpleName().toString();
  }
}

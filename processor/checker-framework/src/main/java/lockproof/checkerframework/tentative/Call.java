package lockproof.checkerframework.tentative;

import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import lockproof.contract.Contract;

/**
 * One call, its operands known.
 *
 * @param receiver what it is called on; {@code this} where nothing is named
 */
record Call(
    ExecutableElement method, Contract contract, Trace receiver, List<Trace> args, Tree at) {

  /** What the operands wait for. */
  Set<Dep> deps() {
    Set<Dep> deps = new LinkedHashSet<>(receiver.deps());
    args.forEach(a -> deps.addAll(a.deps()));
    return deps;
  }

  /** The index of the parameter that an argument goes to. */
  int parameter(int argument) {
    return Math.min(argument, method.getParameters().size() - 1);
  }

  /** The local that it is called on, by whatever chain of calls that return it, or null. */
  VariableElement local() {
    return receiver.path() != null
            && receiver.path().base() == null
            && receiver.path().step() instanceof VariableElement v
            && v.getKind() != ElementKind.FIELD
        ? v
        : null;
  }

  /** Whether the method returns what it is called on. */
  boolean fluent() {
    return method.getReturnType() instanceof DeclaredType d
        && d.asElement().equals(method.getEnclosingElement());
  }

  /** The object that the call is made on, as a lock. */
  Path lock() {
    return receiver.path() == null ? Path.site(at) : receiver.path();
  }
}

package lockproof.checkerframework.shared;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import lockproof.contract.Contract;
import lockproof.contract.Contracts;
import lockproof.contract.Mark;
import lockproof.contract.Models;
import org.checkerframework.javacutil.TreeUtils;

/** The contracts in force, and what types say about values. */
public final class Environment {
  private final Contracts contracts;
  private final Trees trees;
  private final ProcessingEnvironment processing;
  private final Map<TypeElement, Boolean> functional = new HashMap<>();

  /** The contracts of one compilation. */
  public Environment(ProcessingEnvironment processing, Trees trees) {
    this.processing = processing;
    this.trees = trees;
    this.contracts =
        new Contracts(Models.jdk(), processing.getElementUtils(), processing.getTypeUtils());
  }

  /** Finds contracts. */
  public Contracts contracts() {
    return contracts;
  }

  /** The elements of the compilation. */
  public Elements elements() {
    return processing.getElementUtils();
  }

  /** The trees of the compilation. */
  public Trees trees() {
    return trees;
  }

  /** The contract of the method, called so. */
  public Contract contract(MethodInvocationTree call, ExecutableElement method) {
    ExpressionTree receiver = TreeUtils.getReceiverTree(call);
    TypeMirror type = receiver == null ? null : TreeUtils.typeOf(receiver);
    return type == null ? contracts.of(method) : contracts.of(method, type);
  }

  /** The call that runs the closure in place, or null if it may run at any time. */
  public MethodInvocationTree runsInPlace(ExpressionTree closure, TreePath path) {
    return inPlace(closure, path) ? (MethodInvocationTree) path.getParentPath().getLeaf() : null;
  }

  private boolean inPlace(ExpressionTree argument, TreePath path) {
    return parameterMark(argument, path, "RunsInPlace").isPresent()
        || parameterMark(argument, path, "RunsWithResult").isPresent()
            && consumed(path.getParentPath());
  }

  /** Whether the result of a call is used up where it is made: streams are, and comparators. */
  private boolean consumed(TreePath call) {
    TreePath above = call.getParentPath();
    if (above.getLeaf() instanceof MemberSelectTree
        && above.getParentPath().getLeaf() instanceof MethodInvocationTree next
        && next.getMethodSelect() == above.getLeaf()) {
      Contract c = contract(next, TreeUtils.elementFromUse(next));
      boolean another = c.has("Borrows") || c.parameterWith("RunsWithResult") >= 0;
      return !another || consumed(above.getParentPath());
    }
    return inPlace((ExpressionTree) call.getLeaf(), call);
  }

  /** The mark of this name on the parameter that the closure is given to. */
  public Optional<Mark> parameterMark(ExpressionTree closure, TreePath path, String name) {
    Tree parent = path == null ? null : path.getParentPath().getLeaf();
    if (!(parent instanceof MethodInvocationTree call) || !call.getArguments().contains(closure)) {
      return Optional.empty();
    }
    ExecutableElement method = TreeUtils.elementFromUse(call);
    int i = Math.min(call.getArguments().indexOf(closure), method.getParameters().size() - 1);
    return contract(call, method).parameterMark(i, name);
  }

  /** The method that a closure of the type implements, or null. */
  public ExecutableElement implemented(ExpressionTree closure) {
    return TreeUtils.typeOf(closure) instanceof DeclaredType d
            && d.asElement() instanceof TypeElement t
            && functional(t)
        ? ElementFilter.methodsIn(processing.getElementUtils().getAllMembers(t)).stream()
            .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT))
            .findFirst()
            .orElse(null)
        : null;
  }

  /** Whether the variable is of an interface with one method to implement. */
  public boolean functional(Element variable) {
    return variable.asType() instanceof DeclaredType d
        && d.asElement() instanceof TypeElement t
        && functional(t);
  }

  /** Whether the type is an interface with one method to implement. */
  public boolean functional(TypeElement type) {
    return functional.computeIfAbsent(
        type,
        t -> t.getKind().isInterface() && processing.getElementUtils().isFunctionalInterface(t));
  }

  /** Whether the field refers to something with a content of its own that changes. */
  public boolean container(TypeMirror type) {
    return type.getKind() == TypeKind.ARRAY
        || (contracts.modelled(type)
            && contracts.hasMutators(type)
            && !immutable(type)
            && !threadSafe(type));
  }

  /** Whether a value of the type never changes. */
  public boolean immutable(TypeMirror type) {
    return type instanceof DeclaredType d
        && (d.asElement().getKind() == ElementKind.ENUM
            || d.asElement().getKind() == ElementKind.RECORD
            || contracts.typeMark(type, "Immutable").isPresent());
  }

  /** Whether a value of the type may change, and does not guard itself. */
  public boolean changes(TypeMirror type) {
    return !immutable(type) && !threadSafe(type);
  }

  /** Whether another method may run where this one is called. */
  public static boolean overridable(ExecutableElement method) {
    return method.getModifiers().stream()
            .noneMatch(m -> m == Modifier.PRIVATE || m == Modifier.STATIC || m == Modifier.FINAL)
        && !method.getEnclosingElement().getModifiers().contains(Modifier.FINAL);
  }

  /** Whether instances guard themselves. */
  public boolean threadSafe(TypeMirror type) {
    return contracts.typeMark(type, "ThreadSafe").isPresent()
        || contracts.typeMark(type, "LockType").isPresent();
  }

  /** The field of this name in the type or above it, or null. */
  public Element field(TypeElement type, String name) {
    return ElementFilter.fieldsIn(processing.getElementUtils().getAllMembers(type)).stream()
        .filter(f -> f.getSimpleName().contentEquals(name))
        .findFirst()
        .orElse(null);
  }

  /**
   * A store for each of the exceptions, by the types that the analysis asks for: it compares by
   * identity, and the compiler has two objects for each class.
   */
  public <S> Map<TypeMirror, S> thrown(S store, Iterable<String> exceptions) {
    Map<TypeMirror, S> stores = new HashMap<>();
    for (String name : exceptions) {
      TypeElement type = processing.getElementUtils().getTypeElement("java.lang." + name);
      stores.put(type.asType(), store);
      stores.put(processing.getTypeUtils().getDeclaredType(type), store);
    }
    return stores;
  }

  /** Whether one type is, or is below, another, whatever their arguments. */
  public boolean subtype(TypeElement type, TypeElement above) {
    return processing
        .getTypeUtils()
        .isSubtype(
            processing.getTypeUtils().erasure(type.asType()),
            processing.getTypeUtils().erasure(above.asType()));
  }
}

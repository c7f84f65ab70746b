package lockproof.engine;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Contract;
import lockproof.contract.Contracts;

/** Answers questions about the trees of one file through the exported compiler API. */
final class Env {
  /** Contexts in which whoever takes a closure, or an object, runs it. */
  final Map<Tree, Set<String>> promised = new HashMap<>();

  final Trees trees;
  final Elements elements;
  final Types types;
  final Contracts contracts;
  final Interfaces interfaces;
  final CompilationUnitTree unit;
  private final TreePath root;
  private final Map<Tree, Element> resolved = new IdentityHashMap<>();
  private final Map<TypeElement, Map<TypeElement, Boolean>> subclasses = new IdentityHashMap<>();

  Env(
      Trees trees,
      Elements elements,
      Types types,
      Contracts contracts,
      Interfaces interfaces,
      CompilationUnitTree unit) {
    this.trees = trees;
    this.elements = elements;
    this.types = types;
    this.contracts = contracts;
    this.interfaces = interfaces;
    this.unit = unit;
    this.root = new TreePath(unit);
  }

  /** What a name, call or declaration refers to; null if it does not resolve. */
  Element element(Tree tree) {
    Element known = resolved.get(tree);
    if (known == null) {
      known = trees.getElement(new TreePath(root, tree));
      if (known != null) {
        resolved.put(tree, known);
      }
    }
    return known;
  }

  /** The method of a call; throws if it does not resolve. */
  ExecutableElement method(Tree select) {
    if (element(select) instanceof ExecutableElement method) {
      return method;
    }
    throw new Unsupported("unresolved call " + select);
  }

  /** The static type of an expression, or null. */
  TypeMirror type(Tree tree) {
    return trees.getTypeMirror(new TreePath(root, tree));
  }

  /** The type of the parameter that an argument is given to, as the call instantiates it. */
  TypeMirror parameterType(Call call, int argument) {
    TypeMirror method = null;
    if (call.at() instanceof MethodInvocationTree t
        && call.method().equals(element(t.getMethodSelect()))) {
      method = type(t.getMethodSelect());
    } else if (call.at() instanceof NewClassTree t && type(t) instanceof DeclaredType d) {
      method = t.getClassBody() == null ? types.asMemberOf(d, call.method()) : null;
    }
    TypeMirror type =
        method instanceof ExecutableType x
            ? x.getParameterTypes().get(call.parameterIndex(argument))
            : call.parameter(argument).asType();
    return type instanceof TypeVariable v && v.getLowerBound().getKind() != TypeKind.NULL
        ? v.getLowerBound()
        : type;
  }

  Contract contract(ExecutableElement method) {
    return contracts.of(method);
  }

  /** The contract of a call, as the static type of its receiver refines it. */
  Contract contract(MethodInvocationTree call, ExecutableElement method) {
    return call.getMethodSelect() instanceof MemberSelectTree s && !isStatic(method)
        ? contracts.of(method, type(s.getExpression()))
        : contracts.of(method);
  }

  /** A flag of a mark on a type. */
  boolean typeFlag(TypeMirror type, String mark, String flag, boolean otherwise) {
    return contracts.typeMark(type, mark).map(m -> m.flag(flag, otherwise)).orElse(otherwise);
  }

  /** Whether a parameter is only lent to its method, whatever its type. */
  boolean borrowed(VariableElement parameter) {
    return written(parameter, "Borrows");
  }

  /** Whether a mark of this name is written on the declaration itself. */
  boolean written(Element declaration, String mark) {
    return contracts.marks(declaration).stream().anyMatch(m -> m.name().equals(mark));
  }

  boolean marked(TypeMirror type, String mark) {
    return contracts.typeMark(type, mark).isPresent();
  }

  /** Whether a place stands before another in the file. */
  boolean before(Site a, Site b) {
    return trees.getSourcePositions().getStartPosition(unit, a.tree())
        < trees.getSourcePositions().getStartPosition(unit, b.tree());
  }

  /** Whether one tree begins after another of the same file has ended. */
  boolean follows(Tree later, Tree earlier) {
    return trees.getSourcePositions().getStartPosition(unit, later)
        >= trees.getSourcePositions().getEndPosition(unit, earlier);
  }

  /** Whether one tree lies within another of the same file. */
  boolean inside(Tree inner, Tree outer) {
    long at = trees.getSourcePositions().getStartPosition(unit, inner);
    return at >= trees.getSourcePositions().getStartPosition(unit, outer)
        && at < trees.getSourcePositions().getEndPosition(unit, outer);
  }

  /** Whether the class is local or anonymous. */
  static boolean inBody(TypeElement t) {
    return t.getNestingKind() == NestingKind.LOCAL || t.getNestingKind() == NestingKind.ANONYMOUS;
  }

  /** Whether the method belongs to a class in a body that nobody knows by another type. */
  static boolean ofBody(ExecutableElement m) {
    TypeElement type = typeOf(m);
    return type.getNestingKind() == NestingKind.LOCAL
        && type.getInterfaces().isEmpty()
        && type.getSuperclass().toString().equals("java.lang.Object");
  }

  /**
   * Whether nothing outside the top-level class can call the method: a class around it is private,
   * and no type declared elsewhere has a method that it overrides.
   */
  boolean callableOnlyHere(ExecutableElement m, Set<TypeElement> here) {
    boolean hidden = false;
    for (Element e = m.getEnclosingElement(); e instanceof TypeElement; ) {
      hidden |= e.getModifiers().contains(Modifier.PRIVATE);
      e = e.getEnclosingElement();
    }
    return hidden && !inherited(m, typeOf(m), here);
  }

  private boolean inherited(ExecutableElement m, TypeElement type, Set<TypeElement> here) {
    for (TypeMirror above : types.directSupertypes(type.asType())) {
      TypeElement t = (TypeElement) types.asElement(above);
      boolean declares =
          !here.contains(t)
              && ElementFilter.methodsIn(t.getEnclosedElements()).stream()
                  .anyMatch(x -> elements.overrides(m, x, typeOf(m)));
      if (declares || inherited(m, t, here)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the code asks that guards not be checked here, in the words of another checker. */
  static boolean unguarded(Element e) {
    for (Element at = e; at != null; at = at.getEnclosingElement()) {
      for (javax.lang.model.element.AnnotationMirror a : at.getAnnotationMirrors()) {
        if (a.getAnnotationType().asElement().getSimpleName().contentEquals("SuppressWarnings")
            && a.getElementValues().values().toString().contains("\"GuardedBy")) {
          return true;
        }
      }
    }
    return false;
  }

  static ExpressionTree strip(ExpressionTree t) {
    ExpressionTree e = t;
    while (e instanceof com.sun.source.tree.ParenthesizedTree p) {
      e = p.getExpression();
    }
    return e;
  }

  static boolean isStatic(Element e) {
    return e.getModifiers().contains(Modifier.STATIC);
  }

  static boolean isFinal(Element e) {
    return e.getModifiers().contains(Modifier.FINAL);
  }

  static boolean isLocal(Element e) {
    return switch (e.getKind()) {
      case LOCAL_VARIABLE, PARAMETER, RESOURCE_VARIABLE, EXCEPTION_PARAMETER, BINDING_VARIABLE ->
          true;
      default -> false;
    };
  }

  static boolean isField(Element e) {
    return e.getKind() == ElementKind.FIELD || e.getKind() == ElementKind.ENUM_CONSTANT;
  }

  static TypeElement typeOf(Element e) {
    Element at = e;
    while (at != null && !(at instanceof TypeElement)) {
      at = at.getEnclosingElement();
    }
    return (TypeElement) at;
  }

  static TypeElement topLevel(Element e) {
    TypeElement type = typeOf(e);
    while (type != null && type.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
      TypeElement up = typeOf(type.getEnclosingElement());
      if (up == null) {
        return type;
      }
      type = up;
    }
    return type;
  }

  /** The class of a type; of a type variable that of its bound. */
  static TypeElement declared(TypeMirror type) {
    if (type instanceof TypeVariable v) {
      return declared(v.getUpperBound());
    }
    return type instanceof DeclaredType d && d.asElement() instanceof TypeElement t ? t : null;
  }

  boolean subclass(TypeElement sub, TypeElement sup) {
    if (sub == null || sup == null) {
      return false;
    }
    return sub.equals(sup)
        || subclasses
            .computeIfAbsent(sub, t -> new IdentityHashMap<>())
            .computeIfAbsent(
                sup, t -> types.isSubtype(types.erasure(sub.asType()), types.erasure(t.asType())));
  }

  static boolean primitive(TypeMirror t) {
    return t != null && t.getKind().isPrimitive();
  }

  static boolean reference(TypeMirror t) {
    return t != null && !t.getKind().isPrimitive() && t.getKind() != TypeKind.VOID;
  }

  /** Whether the method has a result. */
  static boolean returns(ExecutableElement method) {
    return method.getReturnType().getKind() != TypeKind.VOID;
  }

  /** Whether the method gives back what it was called on, as far as its type can tell. */
  boolean fluent(ExecutableElement method) {
    return !isStatic(method)
        && types.isSameType(
            types.erasure(method.getReturnType()), types.erasure(typeOf(method).asType()));
  }

  /** A value of the type never changes, so that following a reference to it is safe. */
  boolean immutable(TypeMirror t) {
    TypeElement e = declared(t);
    return e != null
        && (e.getKind() == ElementKind.ENUM
            || e.getKind() == ElementKind.RECORD
            || marked(t, "Immutable"));
  }

  /** Whether what the type is made of never changes, as in a list of texts. */
  boolean ofImmutables(TypeMirror t) {
    return t instanceof DeclaredType d
        && !d.getTypeArguments().isEmpty()
        && d.getTypeArguments().stream().allMatch(this::immutable);
  }

  /** Whether something that cannot change may yet hold on to others. */
  static boolean holds(TypeMirror t) {
    TypeElement e = declared(t);
    return e != null && e.getKind() == ElementKind.RECORD;
  }

  /** Whether instances guard themselves: their content is nobody else's. */
  boolean threadSafe(TypeMirror t) {
    return marked(t, "ThreadSafe") || marked(t, "LockType");
  }

  /**
   * Whether the value is a wrapper that some method puts around a container, with its own rules.
   */
  boolean wraps(ExpressionTree value) {
    ExecutableElement wrapper =
        strip(value) instanceof MethodInvocationTree call ? method(call.getMethodSelect()) : null;
    return wrapper != null && isStatic(wrapper) && contract(wrapper).has("Borrows");
  }

  static boolean volatileField(VariableElement f) {
    return f.getModifiers().contains(Modifier.VOLATILE);
  }

  /** The type that the file imports by this name, or null. */
  TypeElement imported(String name) {
    for (ImportTree i : unit.getImports()) {
      String text = i.getQualifiedIdentifier().toString();
      String folder = text.substring(0, text.lastIndexOf('.') + 1);
      if (!i.isStatic() && (text.equals(folder + name) || text.equals(folder + "*"))) {
        TypeElement found = elements.getTypeElement(folder + name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Whether the type is a functional interface. */
  boolean functional(TypeElement t) {
    return interfaces.functional(t);
  }

  /** Whether a method is called in the expression. */
  static boolean calls(ExpressionTree t) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree c, Void x) {
        found[0] = true;
        return null;
      }
    }.scan(t, null);
    return found[0];
  }

  /** Whether the expression is the literal {@code null}. */
  static boolean isNull(ExpressionTree t) {
    return t != null && strip(t) instanceof LiteralTree l && l.getKind() == Tree.Kind.NULL_LITERAL;
  }
}

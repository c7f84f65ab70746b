package lockproof.checkerframework.tentative;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Types;
import lockproof.checkerframework.qual.PolyTentative;
import lockproof.checkerframework.qual.Settled;
import lockproof.checkerframework.qual.Tentative;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedExecutableType;
import org.checkerframework.framework.type.GenericAnnotatedTypeFactory;
import org.checkerframework.javacutil.AnnotationBuilder;
import org.checkerframework.javacutil.TreeUtils;

/** Types of expressions: what signatures say; the analysis knows what sections say. */
public final class TentativeAnnotatedTypeFactory
    extends GenericAnnotatedTypeFactory<
        TentativeValue, TentativeStore, TentativeTransfer, TentativeAnalysis> {
  final AnnotationMirror tentative;
  final AnnotationMirror settled;
  private final AnnotationMirror poly;
  private final Environment env;
  private final Reads reads;
  private final Findings findings = new Findings();
  private CompilationUnitTree unit;

  /** A factory for the checker. */
  public TentativeAnnotatedTypeFactory(BaseTypeChecker checker) {
    super(checker);
    tentative = AnnotationBuilder.fromClass(elements, Tentative.class);
    settled = AnnotationBuilder.fromClass(elements, Settled.class);
    poly = AnnotationBuilder.fromClass(elements, PolyTentative.class);
    env = new Environment(processingEnv, checker.getTreeUtils());
    reads = new Reads(env);
    postInit();
  }

  @Override
  protected Set<Class<? extends Annotation>> createSupportedTypeQualifiers() {
    return Set.of(Tentative.class, Settled.class, PolyTentative.class);
  }

  @Override
  protected TentativeAnalysis createFlowAnalysis() {
    return new TentativeAnalysis(checker, this);
  }

  @Override
  public TentativeTransfer createFlowTransferFunction(
      CFAbstractAnalysis<TentativeValue, TentativeStore, TentativeTransfer> analysis) {
    return new TentativeTransfer(analysis, this);
  }

  @Override
  public void preProcessClassTree(ClassTree type) {
    TreePath path = getPath(type);
    if (path.getParentPath().getLeaf() instanceof CompilationUnitTree root) {
      unit = root;
      reads.turnTo(root, type);
      findings.clear();
    }
    super.preProcessClassTree(type);
  }

  Environment environment() {
    return env;
  }

  Reads reads() {
    return reads;
  }

  Findings findings() {
    return findings;
  }

  Types types() {
    return types;
  }

  long position(Tree t) {
    return env.trees().getSourcePositions().getStartPosition(unit, t);
  }

  // ---- signatures

  private boolean open(AnnotatedTypeMirror type) {
    return type.hasPrimaryAnnotation(tentative) || type.hasPrimaryAnnotation(poly);
  }

  /** Whether the place may hold a tentative value. */
  boolean acceptsTentative(Node target) {
    return target instanceof FieldAccessNode f
        && f.getElement() != null
        && open(getAnnotatedType(f.getElement()));
  }

  /** Whether the parameter that the argument goes to may be given a tentative value. */
  boolean acceptsTentative(ExecutableElement method, int argument) {
    int last = method.getParameters().size() - 1;
    return last >= 0
        && open(getAnnotatedType(method.getParameters().get(Math.min(argument, last))));
  }

  /** Whether the method around the place may return a tentative value. */
  boolean returnsTentative(Tree at) {
    for (TreePath p = getPath(at); p != null; p = p.getParentPath()) {
      if (p.getLeaf() instanceof LambdaExpressionTree) {
        return false;
      }
      if (p.getLeaf() instanceof MethodTree m) {
        return open(getAnnotatedType(TreeUtils.elementFromDeclaration(m)).getReturnType());
      }
    }
    return false;
  }

  /** Whether a method takes tentative values and is declared to return a settled one. */
  boolean settles(ExecutableElement method) {
    AnnotatedExecutableType type = getAnnotatedType(method);
    return type.getParameterTypes().stream().anyMatch(p -> p.hasPrimaryAnnotation(tentative))
        && type.getReturnType().hasPrimaryAnnotation(settled);
  }

  /** In generic code it is the user of the class who says what the type argument is. */
  boolean unknown(AnnotatedTypeMirror type) {
    return (type.getKind() == TypeKind.TYPEVAR || type.getKind() == TypeKind.WILDCARD)
        && !type.hasPrimaryAnnotation(tentative);
  }

  @Override
  protected void addComputedTypeAnnotations(Tree tree, AnnotatedTypeMirror type, boolean flow) {
    super.addComputedTypeAnnotations(tree, type, flow);
    if (tree instanceof TypeCastTree cast
        && type.hasPrimaryAnnotation(tentative)
        && unknown(getAnnotatedType(cast.getExpression()))) {
      type.replaceAnnotation(settled);
    }
  }

  // ---- what only computes takes everything

  @Override
  protected ParameterizedExecutableType methodFromUse(
      MethodInvocationTree tree, boolean inferTypeArgs) {
    ParameterizedExecutableType use = super.methodFromUse(tree, inferTypeArgs);
    ExecutableElement method = TreeUtils.elementFromUse(tree);
    if (method.getReturnType().getKind() == TypeKind.TYPEVAR && raw(tree)) {
      use.executableType().getReturnType().replaceAnnotation(settled);
    }
    Contract c = env.contract(tree, method);
    if (!c.has("Pure") && !c.has("TentativeSafe")) {
      return use;
    }
    AnnotatedExecutableType type = use.executableType();
    boolean given = false;
    List<? extends Tree> arguments = tree.getArguments();
    for (Tree a : arguments) {
      given |= standalone(a) && getAnnotatedType(a).hasPrimaryAnnotation(tentative);
    }
    if (given) {
      type.getParameterTypes().forEach(p -> p.replaceAnnotation(tentative));
      if (method.getTypeParameters().isEmpty()) {
        type.getReturnType().replaceAnnotation(tentative);
      }
    }
    return use;
  }

  /** Whether nobody has said what the type arguments of the receiver are. */
  private static boolean raw(MethodInvocationTree tree) {
    Tree receiver = TreeUtils.getReceiverTree(tree);
    return receiver != null
        && TreeUtils.typeOf(receiver) instanceof DeclaredType d
        && d.getTypeArguments().isEmpty()
        && d.asElement() instanceof TypeElement e
        && !e.getTypeParameters().isEmpty();
  }

  /** Whether the type of the argument does not wait for that of the call. */
  private static boolean standalone(Tree argument) {
    return switch (argument.getKind()) {
      case METHOD_INVOCATION,
          NEW_CLASS,
          CONDITIONAL_EXPRESSION,
          SWITCH_EXPRESSION,
          LAMBDA_EXPRESSION,
          MEMBER_REFERENCE,
          PARENTHESIZED ->
          false;
      default -> true;
    };
  }
}

package lockproof.checkerframework.tentative;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import java.lang.annotation.Annotation;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import lockproof.checkerframework.qual.PolyTentative;
import lockproof.checkerframework.qual.Settled;
import lockproof.checkerframework.qual.Tentative;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.dataflow.cfg.ControlFlowGraph;
import org.checkerframework.dataflow.cfg.UnderlyingAST;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedExecutableType;
import org.checkerframework.framework.type.GenericAnnotatedTypeFactory;
import org.checkerframework.framework.type.TypeHierarchy;
import org.checkerframework.framework.type.typeannotator.ListTypeAnnotator;
import org.checkerframework.framework.type.typeannotator.TypeAnnotator;
import org.checkerframework.javacutil.AnnotationBuilder;
import org.checkerframework.javacutil.TreeUtils;

/** Types of expressions: what signatures say; the analysis knows what sections say. */
public final class TentativeAnnotatedTypeFactory
    extends GenericAnnotatedTypeFactory<
        TentativeValue, TentativeStore, TentativeTransfer, TentativeAnalysis> {
  final AnnotationMirror tentative;
  final AnnotationMirror settled;
  final AnnotationMirror poly;
  private final Environment env;
  private final Reads reads;
  private final Findings findings = new Findings();
  private final Signatures signatures = new Signatures(this);
  private final Inferred inferred = new Inferred(this);
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
  protected TypeHierarchy createTypeHierarchy() {
    return new Generics.Hierarchy(checker, getQualifierHierarchy(), tentative, settled);
  }

  @Override
  protected TypeAnnotator createTypeAnnotator() {
    return new ListTypeAnnotator(
        new Generics.Wildcards(this, settled), super.createTypeAnnotator());
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

  @Override
  protected void postAnalyze(ControlFlowGraph cfg) {
    super.postAnalyze(cfg);
    boolean returnsNothing =
        cfg.getUnderlyingAST() instanceof UnderlyingAST.CFGMethod m
            && TreeUtils.elementFromDeclaration(m.getMethod()).getReturnType().getKind()
                == TypeKind.VOID;
    if (returnsNothing) {
      transfer.ended(cfg.getRegularExitBlock(), analysis.getRegularExitStore());
    }
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

  Signatures signatures() {
    return signatures;
  }

  Types types() {
    return types;
  }

  long position(Tree t) {
    return env.trees().getSourcePositions().getStartPosition(unit, t);
  }

  /** In generic code it is the user of the class who says what the type argument is. */
  private boolean unknown(AnnotatedTypeMirror type) {
    return type.getKind() == TypeKind.TYPEVAR && !type.hasPrimaryAnnotation(tentative);
  }

  @Override
  protected void addComputedTypeAnnotations(Tree tree, AnnotatedTypeMirror type, boolean flow) {
    super.addComputedTypeAnnotations(tree, type, flow);
    if (tree instanceof TypeCastTree cast
        && type.hasPrimaryAnnotation(tentative)
        && unknown(getAnnotatedType(cast.getExpression()))) {
      type.replaceAnnotation(settled);
    }
    if (tree instanceof MemberSelectTree select
        && raw(select.getExpression())
        && TreeUtils.elementFromUse(select) instanceof VariableElement f
        && f.asType().getKind() == TypeKind.TYPEVAR) {
      type.replaceAnnotation(settled);
    }
  }

  // ---- what only computes takes everything

  @Override
  protected ParameterizedExecutableType methodFromUse(
      MethodInvocationTree tree, boolean inferTypeArgs) {
    ParameterizedExecutableType use = super.methodFromUse(tree, inferTypeArgs);
    ExecutableElement method = TreeUtils.elementFromUse(tree);
    Tree receiver = TreeUtils.getReceiverTree(tree);
    AnnotatedTypeMirror result = use.executableType().getReturnType();
    if (method.getReturnType().getKind() == TypeKind.TYPEVAR
        && result.hasPrimaryAnnotation(tentative)
        && (raw(receiver) || tree.getArguments().stream().anyMatch(this::raw))) {
      result.replaceAnnotation(settled);
    }
    if (tree.getTypeArguments().isEmpty()) {
      inferred.settle(use.executableType(), method, tree.getArguments());
    }
    Contract c = env.contract(tree, method);
    if (!c.has("Pure") && !c.has("TentativeSafe")) {
      return use;
    }
    AnnotatedExecutableType type = use.executableType();
    AnnotationMirror given = receiver == null ? settled : of(settled, receiver);
    for (Tree a : tree.getArguments()) {
      given = standalone(a) ? of(given, a) : given;
    }
    if (given != settled) {
      AnnotationMirror most = given;
      type.getParameterTypes().forEach(p -> p.replaceAnnotation(most));
      if (method.getTypeParameters().isEmpty()) {
        type.getReturnType().replaceAnnotation(most);
      }
    }
    return use;
  }

  /** The less settled of what is known, and of what the expression is. */
  private AnnotationMirror of(AnnotationMirror known, Tree expression) {
    AnnotatedTypeMirror type = getAnnotatedType(expression);
    return known == tentative || type.hasPrimaryAnnotation(tentative)
        ? tentative
        : type.hasPrimaryAnnotation(poly) ? poly : known;
  }

  @Override
  protected ParameterizedExecutableType constructorFromUse(
      NewClassTree tree, boolean inferTypeArgs) {
    ParameterizedExecutableType use = super.constructorFromUse(tree, inferTypeArgs);
    if (TreeUtils.isDiamondTree(tree)) {
      inferred.settle(use.executableType(), TreeUtils.elementFromUse(tree), tree.getArguments());
    }
    return use;
  }

  /** Whether nobody has said what the type arguments of the operand are. */
  private boolean raw(Tree operand) {
    return operand != null && raw(TreeUtils.typeOf(operand));
  }

  private boolean raw(TypeMirror type) {
    if (!(type instanceof DeclaredType d) || !d.getTypeArguments().isEmpty()) {
      return false;
    }
    return !((TypeElement) d.asElement()).getTypeParameters().isEmpty()
        || types.directSupertypes(d).stream().anyMatch(this::raw);
  }

  /** Whether the type of the argument does not wait for that of the call. */
  private static boolean standalone(Tree argument) {
    return switch (argument.getKind()) {
      case METHOD_INVOCATION ->
          TreeUtils.elementFromUse((MethodInvocationTree) argument).getTypeParameters().isEmpty();
      case NEW_CLASS,
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

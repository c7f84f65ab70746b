package lockproof.checkerframework.context;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import java.lang.annotation.Annotation;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.qual.Live;
import lockproof.checkerframework.qual.Spent;
import lockproof.checkerframework.shared.Environment;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.type.GenericAnnotatedTypeFactory;
import org.checkerframework.javacutil.AnnotationBuilder;
import org.checkerframework.javacutil.TreeUtils;

/** Types of expressions, and what the analysis shares. */
public final class ContextAnnotatedTypeFactory
    extends GenericAnnotatedTypeFactory<
        ContextValue, ContextStore, ContextTransfer, ContextAnalysis> {
  final AnnotationMirror live;
  private final AnnotationMirror spent;
  private final Environment env;
  private final Tokens tokens;
  private final Bodies bodies;
  private final Assertions assertions;
  private final Requirements requirements;
  private final Reports reports = new Reports();
  private CompilationUnitTree unit;

  /** A factory for the checker. */
  public ContextAnnotatedTypeFactory(BaseTypeChecker checker) {
    super(checker);
    live = AnnotationBuilder.fromClass(elements, Live.class);
    spent = AnnotationBuilder.fromClass(elements, Spent.class);
    env = new Environment(processingEnv, checker.getTreeUtils());
    tokens = new Tokens(env);
    bodies = new Bodies(types);
    assertions = new Assertions(env, bodies);
    requirements = new Requirements(env, tokens, bodies, assertions);
    postInit();
  }

  @Override
  protected Set<Class<? extends Annotation>> createSupportedTypeQualifiers() {
    return Set.of(Live.class, Spent.class);
  }

  @Override
  protected ContextAnalysis createFlowAnalysis() {
    return new ContextAnalysis(checker, this);
  }

  @Override
  public ContextTransfer createFlowTransferFunction(
      CFAbstractAnalysis<ContextValue, ContextStore, ContextTransfer> analysis) {
    return new ContextTransfer(analysis, this);
  }

  @Override
  public void preProcessClassTree(ClassTree type) {
    if (getPath(type).getParentPath().getLeaf() instanceof CompilationUnitTree root) {
      unit = root;
      reports.clear();
      bodies.turnTo(type);
    }
    super.preProcessClassTree(type);
  }

  Environment environment() {
    return env;
  }

  Tokens tokens() {
    return tokens;
  }

  Bodies bodies() {
    return bodies;
  }

  Assertions assertions() {
    return assertions;
  }

  Requirements requirements() {
    return requirements;
  }

  Reports reports() {
    return reports;
  }

  /** Whether the parameter may be given a token that proves nothing. */
  boolean acceptsSpent(VariableElement parameter) {
    return getAnnotatedType(parameter).hasPrimaryAnnotation(spent);
  }

  /** The type of the parameter of a method that is called on a receiver of the type. */
  TypeMirror typeOf(VariableElement parameter, TypeMirror receiver) {
    return parameter.asType().getKind() == TypeKind.TYPEVAR
            && parameter.getEnclosingElement() instanceof ExecutableElement m
            && receiver instanceof DeclaredType d
            && types.asMemberOf(d, m) instanceof ExecutableType seen
        ? seen.getParameterTypes().get(m.getParameters().indexOf(parameter))
        : parameter.asType();
  }

  /** Whether a declaration around the place asks for all there is to say. */
  boolean asked(Tree at) {
    Element e = null;
    for (TreePath p = getPath(at); p != null && e == null; p = p.getParentPath()) {
      if (p.getLeaf() instanceof MethodTree m) {
        e = TreeUtils.elementFromDeclaration(m);
      } else if (p.getLeaf() instanceof ClassTree c) {
        e = TreeUtils.elementFromDeclaration(c);
      }
    }
    for (; e != null; e = e.getEnclosingElement()) {
      if (env.contracts().marks(e).stream().anyMatch(m -> m.name().equals("LockChecked"))) {
        return true;
      }
    }
    return false;
  }

  /** Where a scope is seen to be closed: the call, or the {@code try} that does it by itself. */
  Tree placeOfClose(Tree close, Tree opened) {
    if (TreePath.getPath(unit, close) != null) {
      return close;
    }
    Tree child = opened;
    for (TreePath p = getPath(opened); p != null; child = p.getLeaf(), p = p.getParentPath()) {
      if (p.getLeaf() instanceof TryTree t && t.getResources().contains(child)) {
        return t;
      }
    }
    return opened;
  }
}

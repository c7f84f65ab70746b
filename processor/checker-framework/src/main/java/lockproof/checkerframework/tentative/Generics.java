package lockproof.checkerframework.tentative;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeVariable;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.framework.type.AnnotatedTypeFactory;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedTypeVariable;
import org.checkerframework.framework.type.AnnotatedTypeMirror.AnnotatedWildcardType;
import org.checkerframework.framework.type.DefaultTypeHierarchy;
import org.checkerframework.framework.type.QualifierHierarchy;
import org.checkerframework.framework.type.typeannotator.TypeAnnotator;
import org.checkerframework.framework.util.AnnotatedTypes;
import org.checkerframework.javacutil.TypesUtils;

/**
 * Type variables take everything, and the code that declares them is judged for settled values
 * alone: how settled a value is there is for the user to say. A wildcard that says nothing stands
 * for settled values.
 */
final class Generics {
  private Generics() {}

  /** Wildcards without a bound of their own. */
  static final class Wildcards extends TypeAnnotator {
    private final AnnotationMirror settled;

    Wildcards(AnnotatedTypeFactory factory, AnnotationMirror settled) {
      super(factory);
      this.settled = settled;
    }

    @Override
    public Void visitWildcard(AnnotatedWildcardType type, Void p) {
      if (!AnnotatedTypes.hasExplicitExtendsBound(type)) {
        type.getExtendsBound().addMissingAnnotation(settled);
      }
      return super.visitWildcard(type, p);
    }

    @Override
    public Void visitTypeVariable(AnnotatedTypeVariable type, Void p) {
      TypeVariable v = type.getUnderlyingType();
      if (TypesUtils.isCapturedTypeVariable(v)
          && TypesUtils.getCapturedWildcard(v).getExtendsBound() == null) {
        type.getUpperBound().addMissingAnnotation(settled);
      }
      return super.visitTypeVariable(type, p);
    }
  }

  /** Which types stand below which. */
  static final class Hierarchy extends DefaultTypeHierarchy {
    private final AnnotationMirror tentative;
    private final AnnotationMirror settled;

    Hierarchy(
        BaseTypeChecker checker,
        QualifierHierarchy qualifiers,
        AnnotationMirror tentative,
        AnnotationMirror settled) {
      super(checker, qualifiers, checker.getBooleanOption("ignoreRawTypeArguments", true), false);
      this.tentative = tentative;
      this.settled = settled;
    }

    @Override
    protected boolean visitTypevar_Type(AnnotatedTypeVariable below, AnnotatedTypeMirror above) {
      if (super.visitTypevar_Type(below, above)) {
        return true;
      }
      if (below.hasPrimaryAnnotation(tentative) || bounded(below)) {
        return false;
      }
      AnnotatedTypeVariable usual = below.deepCopy();
      usual.getUpperBound().replaceAnnotation(settled);
      return super.visitTypevar_Type(usual, above);
    }

    /** Two captures of one wildcard stand for the same. */
    @Override
    public Boolean visitTypevar_Typevar(
        AnnotatedTypeVariable below, AnnotatedTypeVariable above, Void p) {
      TypeVariable a = below.getUnderlyingType();
      TypeVariable b = above.getUnderlyingType();
      boolean same =
          TypesUtils.isCapturedTypeVariable(a)
              && TypesUtils.isCapturedTypeVariable(b)
              && TypesUtils.getCapturedWildcard(a) == TypesUtils.getCapturedWildcard(b);
      return (same && !below.hasPrimaryAnnotation(tentative))
          || super.visitTypevar_Typevar(below, above, p);
    }

    /** Whether a wildcard says what it stands for. */
    private static boolean bounded(AnnotatedTypeVariable v) {
      return TypesUtils.isCapturedTypeVariable(v.getUnderlyingType())
          && v.getUpperBound().getKind() == TypeKind.DECLARED;
    }

    /** What is above the lower bound of a wildcard is contained in it, whatever may be read. */
    @Override
    protected boolean isContainedBy(
        AnnotatedTypeMirror inside, AnnotatedTypeMirror outside, boolean covariant) {
      if (outside instanceof AnnotatedWildcardType w && AnnotatedTypes.hasExplicitSuperBound(w)) {
        AnnotatedWildcardType open = w.deepCopy();
        open.getExtendsBound().replaceAnnotation(tentative);
        return super.isContainedBy(inside, open, covariant);
      }
      return super.isContainedBy(inside, outside, covariant);
    }
  }
}

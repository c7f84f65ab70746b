import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.util.Set;
import org.checkerframework.common.basetype.BaseAnnotatedTypeFactory;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;
import org.checkerframework.framework.qual.DefaultQualifierInHierarchy;
import org.checkerframework.framework.qual.SubtypeOf;

/** A checker of the Checker Framework that has two qualifiers and nothing to say: what the framework costs. */
public final class EmptyChecker extends BaseTypeChecker {
  /** The top. */
  @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
  @SubtypeOf({})
  public @interface Top {}

  /** Everything else. */
  @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
  @SubtypeOf(Top.class)
  @DefaultQualifierInHierarchy
  public @interface Bottom {}

  /** Types. */
  public static final class Factory extends BaseAnnotatedTypeFactory {
    Factory(BaseTypeChecker checker) {
      super(checker);
      postInit();
    }

    @Override
    protected Set<Class<? extends Annotation>> createSupportedTypeQualifiers() {
      return Set.of(Top.class, Bottom.class);
    }
  }

  @Override
  protected BaseTypeVisitor<?> createSourceVisitor() {
    return new BaseTypeVisitor<Factory>(this) {
      @Override
      protected Factory createTypeFactory() {
        return new Factory(EmptyChecker.this);
      }
    };
  }
}

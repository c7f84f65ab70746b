package lockproof.checkerframework.tentative;

import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;
import org.checkerframework.framework.source.SuppressWarningsPrefix;

/**
 * Rejects the use of values that were read in an optimistic section and not validated.
 *
 * @see lockproof.checkerframework.qual.Tentative
 */
@SuppressWarningsPrefix({"tentative", "lockproof"})
public final class TentativeChecker extends BaseTypeChecker {
  /** Made by the compiler. */
  public TentativeChecker() {}

  @Override
  protected BaseTypeVisitor<?> createSourceVisitor() {
    return new TentativeVisitor(this);
  }
}

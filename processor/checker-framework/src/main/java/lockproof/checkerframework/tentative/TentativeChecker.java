package lockproof.checkerframework.tentative;

import lockproof.checkerframework.shared.Keys;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;
import org.checkerframework.framework.qual.StubFiles;
import org.checkerframework.framework.source.SuppressWarningsPrefix;

/**
 * Rejects the use of values that were read in an optimistic section and not validated.
 *
 * @see lockproof.checkerframework.qual.Tentative
 */
@SuppressWarningsPrefix({"tentative", "lockproof"})
@StubFiles("locks.astub")
public final class TentativeChecker extends BaseTypeChecker {
  /** Made by the compiler. */
  public TentativeChecker() {}

  @Override
  protected BaseTypeVisitor<?> createSourceVisitor() {
    return new TentativeVisitor(this);
  }

  /**
   * The framework's own doubts, as about what it cannot infer, are for its own checkers to tell.
   */
  @Override
  public void reportError(Object source, String key, Object... arguments) {
    if (Keys.ours(key)) {
      super.reportError(source, key, arguments);
    }
  }

  @Override
  public void reportWarning(Object source, String key, Object... arguments) {
    if (Keys.ours(key)) {
      super.reportWarning(source, key, arguments);
    }
  }
}

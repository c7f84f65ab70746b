package lockproof.checkerframework.context;

import lockproof.checkerframework.shared.Keys;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;
import org.checkerframework.framework.source.SuppressWarningsPrefix;

/**
 * Rejects calls whose context is not proven, and tokens and guards that prove nothing any more.
 *
 * @see lockproof.checkerframework.qual.Live
 */
@SuppressWarningsPrefix({"context", "lockproof"})
public final class ContextChecker extends BaseTypeChecker {
  /** Made by the compiler. */
  public ContextChecker() {}

  @Override
  protected BaseTypeVisitor<?> createSourceVisitor() {
    return new ContextVisitor(this);
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

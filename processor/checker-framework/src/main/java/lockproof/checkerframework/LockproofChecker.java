package lockproof.checkerframework;

import com.sun.source.util.TreePath;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.TypeElement;
import lockproof.checkerframework.context.ContextChecker;
import lockproof.checkerframework.shared.Prefilter;
import lockproof.checkerframework.tentative.TentativeChecker;
import org.checkerframework.framework.source.AggregateChecker;
import org.checkerframework.framework.source.SourceChecker;
import org.checkerframework.framework.source.SupportedOptions;

/**
 * All checkers of Lockproof, run on the files that mention something with a contract. The option
 * {@code -AlockproofEverywhere} runs them on every file.
 */
@SupportedOptions(Prefilter.EVERYWHERE)
public final class LockproofChecker extends AggregateChecker {
  private Prefilter prefilter;

  /** Made by the compiler. */
  public LockproofChecker() {}

  @Override
  protected Collection<Class<? extends SourceChecker>> getSupportedCheckers() {
    return List.of(TentativeChecker.class, ContextChecker.class);
  }

  @Override
  public void typeProcess(TypeElement type, TreePath path) {
    if (prefilter == null) {
      prefilter = new Prefilter(getProcessingEnvironment(), getTreeUtils());
    }
    if (hasOption(Prefilter.EVERYWHERE) || prefilter.concerns(path.getLeaf())) {
      super.typeProcess(type, path);
    }
  }
}

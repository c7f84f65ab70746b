package lockproof.engine;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.Element;

/**
 * A place in the source: what a report points at.
 *
 * @param unit the file
 * @param tree the leaf; its position stays right after javac has lowered the rest
 * @param owner the innermost declaration around it, which suppression and fingerprints look at
 * @param through places in bodies that are called from here, innermost first, whose state comes
 *     from here; suppression looks at them too
 */
public record Site(CompilationUnitTree unit, Tree tree, Element owner, List<Tree> through) {
  /** A place that speaks for itself. */
  public Site(CompilationUnitTree unit, Tree tree, Element owner) {
    this(unit, tree, owner, List.of());
  }
}

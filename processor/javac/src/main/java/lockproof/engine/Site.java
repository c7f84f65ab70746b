package lockproof.engine;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.Element;

/**
 * A place in the source: what a report points at.
 *
 * @param unit the file
 * @param tree the leaf; its position stays right after javac has lowered the rest
 * @param owner the innermost declaration around it, which suppression and fingerprints look at
 */
public record Site(CompilationUnitTree unit, Tree tree, Element owner) {}

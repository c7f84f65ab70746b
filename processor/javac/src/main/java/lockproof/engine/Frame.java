package lockproof.engine;

import com.sun.source.tree.Tree;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * One activation: the method that is judged, or a body interpreted at a call in it.
 *
 * @param caller who called, or null for the method that is judged
 * @param call where
 * @param body the method or lambda
 * @param owner the declaration
 * @param type the class that {@code this} belongs to
 * @param self {@code this}; null in static code
 * @param depth number of calls
 */
record Frame(
    Frame caller, Tree call, Tree body, Element owner, TypeElement type, Sym self, int depth) {
  boolean runs(Tree other) {
    return body == other || (caller != null && caller.runs(other));
  }
}

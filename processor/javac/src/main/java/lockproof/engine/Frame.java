package lockproof.engine;

import com.sun.source.tree.Tree;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** One activation: the method that is judged, or a body interpreted at a call in it. */
final class Frame {
  private final Frame caller;
  private final Tree call;
  private final Tree body;
  private final Element owner;
  private final TypeElement type;
  private final Sym self;
  private final int depth;

  Frame(Frame caller, Tree call, Tree body, Element owner, TypeElement type, Sym self, int depth) {
    this.caller = caller;
    this.call = call;
    this.body = body;
    this.owner = owner;
    this.type = type;
    this.self = self;
    this.depth = depth;
  }

  /** Who called, or null for the method that is judged. */
  Frame caller() {
    return caller;
  }

  /** Where it was called. */
  Tree call() {
    return call;
  }

  /** The method or lambda. */
  Tree body() {
    return body;
  }

  /** The declaration. */
  Element owner() {
    return owner;
  }

  /** The class that {@code this} belongs to. */
  TypeElement type() {
    return type;
  }

  /** What {@code this} is; null in static code. */
  Sym self() {
    return self;
  }

  /** Number of calls. */
  int depth() {
    return depth;
  }

  boolean runs(Tree other) {
    return body == other || (caller != null && caller.runs(other));
  }
}

package lockproof.context;

/**
 * A token that is made anew each time its context is entered, and can tell which instance of the
 * context it stands for: this thread, that event loop.
 */
public interface ContextIdentity {
  /**
   * The instance of the context.
   *
   * @return an object that is the same for all tokens of one instance, compared by reference
   */
  Object contextIdentity();
}

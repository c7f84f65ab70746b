package lockproof.context;

import java.util.function.UnaryOperator;
import lockproof.annotations.Borrows;
import lockproof.annotations.Pure;
import org.jspecify.annotations.Nullable;

/**
 * Data that belongs to one instance of a context, such as one event loop or one thread: reached
 * only with a token, and only with a token of that same instance.
 *
 * <p>The instance is told by the token's {@link ContextIdentity}, or is the token itself where it
 * has none. That the token is still live is the compiler's to check, and the token's own where it
 * is a {@link LocalInterruptDisabled}.
 *
 * <p>No lock is taken and no fence is paid: one instance of a context is one thread at a time, or
 * whatever hands the context from one thread to the next also hands over the memory, as executors
 * and queues do. The object itself may be shared freely.
 *
 * <p>The idea is thread confinement, with the token as what the compiler can check.
 *
 * @param <C> the type of the token
 * @param <T> the type of the data
 */
public final class Confined<C, T extends @Nullable Object> {
  private final Object identity;
  private T value;

  /**
   * Binds data to the context that the token stands for.
   *
   * @param context a live token
   * @param value the data; nobody else should be able to reach it
   */
  public Confined(@Borrows C context, T value) {
    this.identity = identityOf(context);
    this.value = value;
  }

  private static Object identityOf(@Borrows Object context) {
    if (context instanceof LocalInterruptDisabled token) {
      token.assertLive();
    }
    return context instanceof ContextIdentity i ? i.contextIdentity() : context;
  }

  private void check(@Borrows C context) {
    if (identityOf(context) != identity) {
      throw new ContextException("this data is confined to another instance of its context");
    }
  }

  /**
   * The data.
   *
   * @param context a live token of the context that the data is bound to
   * @return the data
   * @throws ContextException if the token stands for another instance
   */
  @Borrows
  public T get(@Borrows C context) {
    check(context);
    return value;
  }

  /**
   * Replaces the data.
   *
   * @param context a live token of the context that the data is bound to
   * @param value the new data
   * @throws ContextException if the token stands for another instance
   */
  public void set(@Borrows C context, T value) {
    check(context);
    this.value = value;
  }

  /**
   * Replaces the data by what a function makes of it.
   *
   * @param context a live token of the context that the data is bound to
   * @param change computes the new data from the old
   * @throws ContextException if the token stands for another instance
   */
  public void update(@Borrows C context, UnaryOperator<T> change) {
    check(context);
    value = change.apply(value);
  }

  /**
   * Whether a token opens this data.
   *
   * @param context a live token
   * @return true if it stands for the instance that the data is bound to
   */
  @Pure
  public boolean isBoundTo(@Borrows C context) {
    return identityOf(context) == identity;
  }
}

package lockproof.seq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import lockproof.annotations.Mutates;
import lockproof.annotations.Pure;
import org.jspecify.annotations.Nullable;

/**
 * A reference with opaque access: reads and writes are whole and never optimised away, and order
 * nothing. For data that sections of a sequence lock read while somebody may write; any thread may
 * use it. What it refers to should be immutable, so that a reader may follow a reference before it
 * has validated.
 *
 * @param <T> the type of the object
 */
public final class OpaqueRef<T extends @Nullable Object> {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(OpaqueRef.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private T value;

  /**
   * A cell with a value.
   *
   * @param value the first value
   */
  public OpaqueRef(T value) {
    this.value = value;
  }

  /**
   * The value.
   *
   * @return some value that was set
   */
  @Pure
  @SuppressWarnings("unchecked")
  public T get() {
    return (T) VALUE.getOpaque(this);
  }

  /**
   * Sets the value.
   *
   * @param value the new value
   */
  @Mutates
  public void set(T value) {
    VALUE.setOpaque(this, value);
  }

  /** The value, as it describes itself. */
  @Override
  public String toString() {
    return String.valueOf(get());
  }
}

package lockproof.seq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import lockproof.annotations.Mutates;
import lockproof.annotations.Pure;

/**
 * An {@code int} with opaque access: reads and writes are whole and never optimised away, and order
 * nothing. For data that sections of a sequence lock read while somebody may write; any thread may
 * use it.
 */
public final class OpaqueInt {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(OpaqueInt.class, "value", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int value;

  /**
   * A cell with a value.
   *
   * @param value the first value
   */
  public OpaqueInt(int value) {
    this.value = value;
  }

  /**
   * The value.
   *
   * @return some value that was set
   */
  @Pure
  public int get() {
    return (int) VALUE.getOpaque(this);
  }

  /**
   * Sets the value.
   *
   * @param value the new value
   */
  @Mutates
  public void set(int value) {
    VALUE.setOpaque(this, value);
  }

  /** The value in decimal. */
  @Override
  public String toString() {
    return String.valueOf(get());
  }
}

package lockproof.seq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lockproof.annotations.Mutates;
import lockproof.annotations.Pure;

/**
 * Memory outside the heap, with opaque access to aligned numbers. Where the JDK has memory
 * segments, {@code segment.asByteBuffer()} is a buffer as wanted here; a segment's life must then
 * outlast all readers, as a closed one throws.
 *
 * <p>Offsets are in bytes from the start of the buffer and multiples of the size of what is read;
 * an offset out of bounds throws {@link IndexOutOfBoundsException}, a misaligned one {@link
 * IllegalStateException}.
 */
public final class OpaqueBuffer {
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle DOUBLES =
      MethodHandles.byteBufferViewVarHandle(double[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;

  /**
   * Access to a direct buffer, or a part of one.
   *
   * @param memory a direct buffer; its bytes from position to limit, aligned to eight bytes
   */
  public OpaqueBuffer(ByteBuffer memory) {
    if (!memory.isDirect()) {
      throw new IllegalArgumentException("not a direct buffer");
    }
    this.memory = memory.slice();
    if (this.memory.alignmentOffset(0, Long.BYTES) != 0) {
      throw new IllegalArgumentException("not aligned to " + Long.BYTES + " bytes");
    }
  }

  /**
   * New memory, all zero, freed when nobody refers to it.
   *
   * @param bytes its size
   * @return access to it
   */
  public static OpaqueBuffer allocate(int bytes) {
    return new OpaqueBuffer(
        ByteBuffer.allocateDirect(bytes + Long.BYTES).alignedSlice(Long.BYTES).limit(bytes));
  }

  /**
   * The size of the memory.
   *
   * @return the number of bytes
   */
  @Pure
  public int size() {
    return memory.limit();
  }

  /**
   * Reads an {@code int}.
   *
   * @param offset where, in bytes
   * @return some value that was set there
   */
  @Pure(mayThrow = true)
  public int getInt(int offset) {
    return (int) INTS.getOpaque(memory, offset);
  }

  /**
   * Writes an {@code int}.
   *
   * @param offset where, in bytes
   * @param value the new value
   */
  @Mutates
  public void setInt(int offset, int value) {
    INTS.setOpaque(memory, offset, value);
  }

  /**
   * Reads a {@code long}.
   *
   * @param offset where, in bytes
   * @return some value that was set there
   */
  @Pure(mayThrow = true)
  public long getLong(int offset) {
    return (long) LONGS.getOpaque(memory, offset);
  }

  /**
   * Writes a {@code long}.
   *
   * @param offset where, in bytes
   * @param value the new value
   */
  @Mutates
  public void setLong(int offset, long value) {
    LONGS.setOpaque(memory, offset, value);
  }

  /**
   * Reads a {@code double}.
   *
   * @param offset where, in bytes
   * @return some value that was set there
   */
  @Pure(mayThrow = true)
  public double getDouble(int offset) {
    return (double) DOUBLES.getOpaque(memory, offset);
  }

  /**
   * Writes a {@code double}.
   *
   * @param offset where, in bytes
   * @param value the new value
   */
  @Mutates
  public void setDouble(int offset, double value) {
    DOUBLES.setOpaque(memory, offset, value);
  }
}

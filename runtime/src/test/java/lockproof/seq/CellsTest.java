package lockproof.seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CellsTest {
  @Test
  void cellsKeepWhatTheyAreGiven() {
    OpaqueInt i = new OpaqueInt(1);
    OpaqueLong l = new OpaqueLong(2);
    OpaqueDouble d = new OpaqueDouble(3);
    OpaqueRef<String> r = new OpaqueRef<>("four");
    assertThat(i + " " + l + " " + d + " " + r).isEqualTo("1 2 3.0 four");
    i.set(-1);
    l.set(Long.MIN_VALUE);
    d.set(Double.NEGATIVE_INFINITY);
    r.set(null);
    assertThat(i.get()).isEqualTo(-1);
    assertThat(l.get()).isEqualTo(Long.MIN_VALUE);
    assertThat(d.get()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(r.get()).isNull();
  }

  @Test
  void aBufferIsCheckedAndAligned() {
    OpaqueBuffer buffer = OpaqueBuffer.allocate(24);
    buffer.setLong(0, Long.MAX_VALUE);
    buffer.setInt(8, -8);
    buffer.setDouble(16, 0.5);
    assertThat(buffer.getLong(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(buffer.getInt(8)).isEqualTo(-8);
    assertThat(buffer.getDouble(16)).isEqualTo(0.5);
    assertThat(buffer.size()).isEqualTo(24);
    assertThatThrownBy(() -> buffer.getLong(24)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> buffer.getLong(4)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new OpaqueBuffer(ByteBuffer.allocate(8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OpaqueBuffer(ByteBuffer.allocateDirect(32).position(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

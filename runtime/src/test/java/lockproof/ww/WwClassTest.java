package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class WwClassTest {
  private static final WwClass<WwClassTest> LOCKS = WwClass.waitDie(WwClassTest.class);

  private final WwMutex<WwClassTest, long[]> a = WwMutex.of(LOCKS, () -> new long[] {1});
  private final WwMutex<WwClassTest, long[]> b = new WwMutex<>(LOCKS, new long[] {2}, "b");
  private final WwMutex<WwClassTest, String> c = new WwMutex<>(LOCKS, "three");
  private final WwMutex<WwClassTest, Object> d = new WwMutex<>(LOCKS, 4);

  private boolean anyLocked() {
    return a.isLocked() || b.isLocked() || c.isLocked() || d.isLocked();
  }

  @Test
  void twoToFourMutexesGiveTheirData() {
    LOCKS.run(
        a,
        b,
        (x, y) -> {
          assertThat(a.isHeldByCurrentThread() && b.isHeldByCurrentThread()).isTrue();
          x[0] += y[0];
        });
    assertThat(LOCKS.<long[], long[], Long, RuntimeException>call(a, b, (x, y) -> x[0] + y[0]))
        .isEqualTo(5L);
    assertThat(LOCKS.callAsLong(a, b, (x, y) -> x[0] + y[0])).isEqualTo(5);
    LOCKS.run(a, b, c, (x, y, z) -> x[0] += z.length());
    assertThat(LOCKS.callAsLong(a, b, c, (x, y, z) -> x[0])).isEqualTo(8);
    assertThat(
            LOCKS.<long[], long[], String, Object, String, RuntimeException>call(
                a, b, c, d, (x, y, z, w) -> z + w))
        .isEqualTo("three4");
    LOCKS.run(a, b, c, d, (x, y, z, w) -> assertThat(d.isLocked()).isTrue());
    assertThat(LOCKS.callAsLong(a, b, c, d, (x, y, z, w) -> 7)).isEqualTo(7);
    assertThat(anyLocked()).isFalse();
  }

  @Test
  void collectionsGiveTheirDataInOrder() {
    LOCKS.<long[], RuntimeException>run(List.of(b, a), data -> data.get(0)[0] = 20);
    assertThat(LOCKS.callAsLong(List.of(a, b), data -> data.get(1)[0])).isEqualTo(20);
    assertThat(
            LOCKS.<Object, List<Object>, RuntimeException>call(
                List.of(c, d), data -> List.copyOf(data)))
        .isEqualTo(List.of("three", 4));
    assertThat(LOCKS.callAsLong(List.<WwMutex<WwClassTest, long[]>>of(), List::size)).isZero();
    assertThat(anyLocked()).isFalse();
  }

  @Test
  void duplicatesAreRefusedOrIgnoredOnRequest() {
    assertThatThrownBy(() -> LOCKS.run(a, a, (x, y) -> {}))
        .isInstanceOf(WwUsageException.AlreadyLocked.class);
    assertThatThrownBy(() -> LOCKS.run(List.of(a, b, a), data -> {}))
        .isInstanceOf(WwUsageException.AlreadyLocked.class);
    assertThat(LOCKS.callAsLong(LOCKS.distinct(List.of(a, b, a)), List::size)).isEqualTo(2);
    assertThat(anyLocked()).isFalse();
  }

  @Test
  void whatABodyThrowsReleasesEverything() {
    assertThatThrownBy(
            () ->
                LOCKS.run(
                    a,
                    b,
                    (x, y) -> {
                      throw new IOException("out");
                    }))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                LOCKS.run(
                    List.of(a, b),
                    data -> {
                      throw new IllegalStateException("out");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(anyLocked()).isFalse();
    LOCKS.run(a, b, (x, y) -> {});
  }

  @Test
  void aTypeNamesOneClass() {
    assertThatThrownBy(() -> WwClass.woundWait(WwClassTest.class))
        .isInstanceOf(IllegalStateException.class);
    assertThat(LOCKS).hasToString("WwClass " + WwClassTest.class.getName() + " (wait-die)");
  }

  @Test
  void aSetInsideASetOfTheSameClassIsRefused() {
    assertThatThrownBy(() -> LOCKS.run(a, b, (x, y) -> LOCKS.run(c, d, (z, w) -> {})))
        .isInstanceOf(WwUsageException.TwoContexts.class);
    assertThatThrownBy(() -> LOCKS.run(a, b, (x, y) -> c.lock()))
        .isInstanceOf(WwUsageException.MixedLocking.class);
    assertThat(anyLocked()).isFalse();
  }

  @Test
  void anAdoptedLockKeepsOthersOut() throws Exception {
    ReentrantLock old = new ReentrantLock();
    WwMutex<WwClassTest, long[]> mutex = LOCKS.adopt(old, new long[1]);
    LOCKS.run(
        a,
        mutex,
        (x, y) -> {
          y[0]++;
          assertThat(old.isHeldByCurrentThread()).isTrue();
        });
    assertThat(old.isLocked()).isFalse();
    old.lock();
    assertThat(mutex.isLocked()).isTrue();
    assertThatThrownBy(() -> LOCKS.run(a, mutex, (x, y) -> {}))
        .isInstanceOf(WwUsageException.MixedLocking.class);
    assertThat(old.isHeldByCurrentThread()).isTrue();
    assertThat(mutex.tryLock()).isNull();
    Thread other = Threads.PLATFORM.start(() -> LOCKS.run(mutex, a, (y, x) -> y[0]++));
    Threads.awaitParked(other);
    WwGuard<long[]> refused = Threads.elsewhere(mutex::tryLock);
    assertThat(refused).isNull();
    old.unlock();
    Threads.join(other, 10);
    try (WwGuard<long[]> guard = mutex.lock()) {
      assertThat(old.isHeldByCurrentThread()).isTrue();
      assertThat(guard.get()[0]).isEqualTo(2);
    }
    assertThat(mutex.isLocked() || old.isLocked() || anyLocked()).isFalse();
  }

  @Test
  void namesAndStatesAreTold() {
    assertThat(b).hasToString("b[unlocked]");
    try (WwGuard<long[]> guard = b.lock()) {
      assertThat(b.toString()).startsWith("b[locked by thread ");
      assertThat(guard).hasToString("WwGuard[b, open]");
      b.assertHeld();
    }
    assertThatThrownBy(b::assertHeld).isInstanceOf(WwUsageException.NotLocked.class);
    assertThat(a.name()).startsWith("WwMutex@");
  }
}

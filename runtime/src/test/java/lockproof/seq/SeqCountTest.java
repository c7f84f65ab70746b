package lockproof.seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockproof.lock.LockUsageException;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;
import lockproof.testing.Sleepers;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class SeqCountTest {
  private final Mutex<int[]> mutex = new Mutex<>(new int[2], "writers");
  private final SeqCount count = new SeqCount(mutex);
  private final OpaqueInt a = new OpaqueInt(0);
  private final OpaqueInt b = new OpaqueInt(0);

  @Test
  void aWriterMustHoldTheLockOfTheCounter() {
    assertThatThrownBy(() -> count.write(() -> a.set(1)))
        .isInstanceOf(LockUsageException.NotHeld.class);
    assertThat(a.get()).isZero();
    mutex.run(data -> count.write(() -> a.set(1)));
    assertThat(count.readAsInt(a::get)).isEqualTo(1);
    assertThat(count).hasToString("SeqCount[2, written under writers]");
  }

  @Test
  void sectionsDoNotNest() {
    try (MutexGuard<int[]> guard = mutex.lock()) {
      count.write(
          () -> {
            assertThatThrownBy(() -> count.write(() -> {}))
                .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(count::readBegin).isInstanceOf(IllegalStateException.class);
          });
      assertThat(count.validate(count.readBegin())).isTrue();
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void aSectionEndsWhenItThrows() {
    long stamp = count.readBegin();
    assertThatThrownBy(
            () ->
                mutex.run(
                    data ->
                        count.write(
                            () -> {
                              throw new UnsupportedOperationException();
                            })))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(count.changedSince(stamp)).isTrue();
    assertThat(count.tryReadBegin()).isNotZero();
  }

  @Test
  void aWriterThatRestsHangsNobodyOnTwoCarriers() throws Exception {
    AtomicInteger torn = new AtomicInteger();
    Sleepers.assertNobodyHangs(
        body ->
            mutex.run(
                data ->
                    count.write(
                        () -> {
                          a.set(a.get() + 1);
                          body.run();
                          b.set(b.get() + 1);
                        })),
        () -> torn.addAndGet(count.readAsInt(() -> a.get() - b.get())));
    assertThat(torn).hasValue(0);
  }

  @Test
  void readersSeeWholeSections() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger torn = new AtomicInteger();
    Thread reader =
        Threads.PLATFORM.start(
            () -> {
              while (!stop.get()) {
                if (count.readAsInt(() -> a.get() - b.get()) != 0) {
                  torn.incrementAndGet();
                }
              }
            });
    for (int i = 0; i < 20_000; i++) {
      int value = i;
      mutex.run(
          data ->
              count.write(
                  () -> {
                    a.set(value);
                    Thread.onSpinWait();
                    b.set(value);
                  }));
    }
    stop.set(true);
    Threads.join(reader, 10);
    assertThat(torn).hasValue(0);
  }
}

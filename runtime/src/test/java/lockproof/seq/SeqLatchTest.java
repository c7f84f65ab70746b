package lockproof.seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockproof.context.LocalInterrupts;
import lockproof.lock.LockUsageException;
import lockproof.lock.SpinLock;
import lockproof.testing.Sleepers;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

class SeqLatchTest {
  private static final class Pair {
    final OpaqueLong a = new OpaqueLong(0);
    final OpaqueLong b = new OpaqueLong(0);

    long difference() {
      return a.get() - b.get();
    }
  }

  private final SpinLock<Object> writers = new SpinLock<>("writers");
  private final SeqLatch<Pair> latch = new SeqLatch<>(writers, Pair::new);

  private void add(long value) {
    writers.run(
        data ->
            latch.write(
                pair -> {
                  pair.a.set(pair.a.get() + value);
                  pair.b.set(pair.b.get() + value);
                }));
  }

  @Test
  void aReaderInTheMidstOfAWriteSeesTheOtherCopyAndDoesNotWait() {
    add(1);
    writers.run(
        data ->
            latch.write(
                pair -> {
                  pair.a.set(pair.a.get() + 1);
                  LocalInterrupts.raise(
                      Thread.currentThread(),
                      irq -> assertThat(latch.read(Pair::difference).longValue()).isZero());
                  assertThat(latch.read(Pair::difference).longValue()).isZero();
                  pair.b.set(pair.b.get() + 1);
                }));
    assertThat(latch.read(p -> p.a.get()).longValue()).isEqualTo(2);
    assertThat(latch.read(Pair::difference).longValue()).isZero();
  }

  @Test
  void aWriterMustHoldTheLock() {
    assertThatThrownBy(() -> latch.write(pair -> {}))
        .isInstanceOf(LockUsageException.NotHeld.class);
  }

  @Test
  void aChangeThatThrowsLeavesReadersAWholeCopyAndBreaksTheLatch() {
    add(1);
    assertThatThrownBy(
            () ->
                writers.run(
                    data ->
                        latch.write(
                            pair -> {
                              pair.a.set(99);
                              throw new UnsupportedOperationException();
                            })))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(latch.read(p -> p.a.get()).longValue()).isEqualTo(1);
    assertThatThrownBy(() -> add(1)).isInstanceOf(IllegalStateException.class);
    assertThat(writers.isLocked()).isFalse();
  }

  @Test
  void anExceptionOnAnUntouchedCopyIsThrown() {
    assertThatThrownBy(
            () ->
                latch.read(
                    pair -> {
                      throw new java.io.IOException("real");
                    }))
        .hasMessage("real");
  }

  @Test
  void anExceptionOnATouchedCopyIsDiscarded() {
    AtomicInteger passes = new AtomicInteger();
    long value =
        latch.read(
            pair -> {
              if (passes.incrementAndGet() == 1) {
                add(5);
                throw new ArithmeticException("torn");
              }
              return pair.a.get();
            });
    assertThat(value).isEqualTo(5);
  }

  @Test
  void aWriterThatRestsHangsNobodyOnTwoCarriers() throws Exception {
    AtomicInteger torn = new AtomicInteger();
    Sleepers.assertNobodyHangs(
        body ->
            writers.run(
                data ->
                    latch.write(
                        pair -> {
                          pair.a.set(pair.a.get() + 1);
                          body.run();
                          pair.b.set(pair.b.get() + 1);
                        })),
        () -> torn.addAndGet(latch.read(Pair::difference).intValue()));
    assertThat(torn).hasValue(0);
  }

  @Test
  void readersSeeWholeChanges() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger torn = new AtomicInteger();
    Thread reader =
        Threads.PLATFORM.start(
            () -> {
              while (!stop.get()) {
                if (latch.<Long, RuntimeException>read(Pair::difference) != 0) {
                  torn.incrementAndGet();
                }
              }
            });
    for (int i = 0; i < 20_000; i++) {
      add(1);
    }
    stop.set(true);
    Threads.join(reader, 10);
    assertThat(torn).hasValue(0);
  }
}

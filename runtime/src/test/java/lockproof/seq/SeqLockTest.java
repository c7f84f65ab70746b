package lockproof.seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockproof.testing.Sleepers;
import lockproof.testing.Threads;
import lockproof.testing.WakeUps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SeqLockTest {
  private final SeqLock lock = new SeqLock("position");
  private final OpaqueLong x = new OpaqueLong(0);
  private final OpaqueLong y = new OpaqueLong(0);

  private void move() {
    lock.write(
        () -> {
          x.set(x.get() + 1);
          y.set(y.get() + 1);
        });
  }

  @Test
  void aStampIsValidUntilAWriterCame() {
    long stamp = lock.readBegin();
    assertThat(stamp).isNotZero();
    assertThat(lock.validate(stamp)).isTrue();
    assertThat(lock.changedSince(stamp)).isFalse();
    move();
    assertThat(lock.validate(stamp)).isFalse();
    assertThat(lock.changedSince(stamp)).isTrue();
    assertThat(lock.validate(0)).isFalse();
  }

  @Test
  void noStampIsGivenDuringAWrite() {
    long before = lock.readBegin();
    try (SeqWriteGuard guard = lock.writeLock()) {
      assertThat(guard.isLive()).isTrue();
      assertThat(lock.tryReadBegin()).isZero();
      assertThat(lock.validate(before)).isFalse();
      assertThat(lock.<Long, RuntimeException>tryRead(x::get)).isNull();
      assertThat(lock).hasToString("position[writing, sequence 1]");
      assertThatThrownBy(lock::readBegin).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(lock::writeLock).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(() -> lock.readOrLock(x::get))
          .isInstanceOf(IllegalMonitorStateException.class);
      lock.assertHeld();
    }
    assertThat(lock.isLocked()).isFalse();
    assertThatThrownBy(lock::assertHeld).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(lock.<Long, RuntimeException>tryRead(x::get)).isZero();
  }

  @Test
  void anUpgradeSucceedsOnlyIfNothingChanged() {
    long stamp = lock.readBegin();
    long old = x.get();
    try (SeqWriteGuard guard = lock.upgrade(stamp)) {
      assertThat(guard).isNotNull();
      x.set(old + 1);
      assertThat(lock.upgrade(stamp)).isNull();
    }
    assertThat(lock.upgrade(stamp)).isNull();
    assertThat(lock.isLocked()).isFalse();
    assertThat(x.get()).isEqualTo(1);
  }

  @Test
  void aGuardEndsItsOwnSectionOnly() throws Exception {
    SeqWriteGuard stale = lock.writeLock();
    stale.close();
    try (SeqWriteGuard guard = lock.writeLock()) {
      stale.close();
      assertThat(lock.isHeldByCurrentThread()).isTrue();
      Threads.elsewhere(
          () -> {
            assertThatThrownBy(guard::close).isInstanceOf(IllegalMonitorStateException.class);
            return null;
          });
      assertThat(guard).hasToString("SeqWriteGuard[position, open]");
    }
  }

  @Test
  void anExceptionInAStaleSectionIsDiscardedAndInAValidOneThrown() {
    AtomicInteger passes = new AtomicInteger();
    long result =
        lock.readAsLong(
            () -> {
              if (passes.incrementAndGet() == 1) {
                moveElsewhere();
                throw new ArithmeticException("torn");
              }
              return x.get();
            });
    assertThat(result).isEqualTo(1);
    assertThat(passes).hasValue(2);
    assertThat(lock.<String, RuntimeException>read(() -> throwingFirst(passes)))
        .isEqualTo("2 passes");
    assertThat(lock.<String, RuntimeException>readOrLock(() -> throwingFirst(passes)))
        .isEqualTo("2 passes");
    assertThatThrownBy(
            () ->
                lock.read(
                    () -> {
                      throw new java.io.IOException("real");
                    }))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("real");
    passes.set(0);
    assertThat(
            lock.<Long, RuntimeException>tryRead(
                () -> {
                  moveElsewhere();
                  throw new ArithmeticException("torn");
                }))
        .isNull();
    assertThatThrownBy(
            () ->
                lock.readOrLock(
                    () -> {
                      throw new java.io.IOException("real");
                    }))
        .hasMessage("real");
  }

  /** In the first pass a writer comes, and what was read makes the body throw. */
  private String throwingFirst(AtomicInteger passes) {
    if (passes.compareAndSet(2, 1)) {
      moveElsewhere();
      throw new ArithmeticException("torn");
    }
    return passes.incrementAndGet() + " passes";
  }

  private void moveElsewhere() {
    try {
      Threads.elsewhere(
          () -> {
            move();
            return null;
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void primitiveFormsKeepEveryBit() {
    assertThat(lock.<RuntimeException>readAsInt(() -> -7)).isEqualTo(-7);
    assertThat(lock.<RuntimeException>readAsDouble(() -> -0.0)).isEqualTo(-0.0);
    assertThat(lock.<RuntimeException>readAsDouble(() -> Double.NaN)).isNaN();
    assertThat(lock.<RuntimeException>readAsLong(() -> Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void anExclusiveReaderKeepsWritersOutAndReadersIn() throws Exception {
    long stamp = lock.readBegin();
    lock.readExclusive(
        () -> {
          assertThat(lock.isHeldByCurrentThread()).isTrue();
          assertThat(lock.validate(stamp)).isTrue();
          assertThat(lock.readBegin()).isEqualTo(stamp);
          assertThat(lock.upgrade(stamp)).isNull();
          assertThat(lock).hasToString("position[reserved, sequence 1]");
          return Threads.elsewhere(() -> lock.read(x::get));
        });
    assertThat(lock.validate(stamp)).isTrue();
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void aReleaseWakesWhoWaits() throws Exception {
    WakeUps.assertPrompt(lock.waiters(), body -> lock.write(body::run));
  }

  @Test
  void aWriterDoesNotOvertakeAReaderThatQueued() throws Exception {
    for (int i = 0; i < 20; i++) {
      AtomicBoolean read = new AtomicBoolean();
      SeqWriteGuard writing = lock.writeLock();
      Thread reader =
          Threads.PLATFORM.start(
              () ->
                  lock.readExclusive(
                      () -> {
                        read.set(true);
                        return x.get();
                      }));
      Threads.awaitParked(reader);
      writing.close();
      lock.write(() -> assertThat(read).isTrue());
      Threads.join(reader, 10);
    }
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void triesAreBoundedAgainstAnIncessantWriter(Threads kind) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch writing = new CountDownLatch(2);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      writers.add(
          kind.start(
              () -> {
                while (!stop.get()) {
                  move();
                  writing.countDown();
                }
              }));
    }
    writing.await();
    int most = 0;
    for (int i = 0; i < 500; i++) {
      int[] passes = new int[1];
      long difference =
          lock.readOrLock(
              () -> {
                passes[0]++;
                long seen = x.get();
                for (int k = 0; k < 200; k++) {
                  Thread.onSpinWait();
                }
                return y.get() - seen;
              });
      assertThat(difference).isZero();
      most = Math.max(most, passes[0]);
    }
    stop.set(true);
    for (Thread writer : writers) {
      Threads.join(writer, 10);
    }
    assertThat(most).isBetween(1, 9);
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void nothingTornIsReturnedAndNoWriteLost(Threads kind) throws Exception {
    AtomicInteger torn = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      boolean writes = i % 3 == 0;
      threads.add(
          kind.start(
              () -> {
                for (int k = 0; k < 5_000; k++) {
                  if (writes) {
                    move();
                  } else if (lock.readAsLong(() -> x.get() - y.get()) != 0) {
                    torn.incrementAndGet();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      Threads.join(thread, 30);
    }
    assertThat(torn).hasValue(0);
    assertThat(lock.readAsLong(x::get)).isEqualTo(10_000);
  }

  @Test
  void aWriterOrExclusiveReaderThatRestsHangsNobodyOnTwoCarriers() throws Exception {
    AtomicInteger torn = new AtomicInteger();
    Runnable others =
        () -> {
          long first = lock.readAsLong(() -> x.get() - y.get());
          long second = lock.readOrLock(() -> x.get() - y.get());
          if (first != 0 || second != 0) {
            torn.incrementAndGet();
          }
          move();
        };
    Sleepers.assertNobodyHangs(
        body ->
            lock.write(
                () -> {
                  x.set(x.get() + 1);
                  body.run();
                  y.set(y.get() + 1);
                }),
        others);
    Sleepers.assertNobodyHangs(
        body ->
            lock.readExclusive(
                () -> {
                  body.run();
                  return x.get();
                }),
        others);
    assertThat(torn).hasValue(0);
  }
}

package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockproof.testing.Sleepers;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RwLockTest {
  private final RwLock<int[]> lock = new RwLock<>(new int[2], "table");

  @Test
  void readersShareAndKeepWritersOut() throws Exception {
    try (ReadGuard<int[]> mine = lock.readLock()) {
      Threads.elsewhere(
          () -> {
            try (ReadGuard<int[]> other = lock.tryReadLock()) {
              assertThat(other).isNotNull();
              assertThat(lock).hasToString("table[read by 2]");
              assertThat(lock.readers()).isEqualTo(2);
            }
            assertThat(lock.tryWriteLock()).isNull();
            assertThat(lock.tryWriteLock(10, TimeUnit.MILLISECONDS)).isNull();
            return null;
          });
      assertThat(mine.get()).hasSize(2);
      assertThat(lock.isHeldByCurrentThread()).isFalse();
    }
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void aWriterKeepsReadersOutAndMayDowngrade() throws Exception {
    WriteGuard<int[]> writing = lock.writeLock();
    assertThatThrownBy(lock::readLock).isInstanceOf(LockUsageException.SelfDeadlock.class);
    Threads.elsewhere(
        () -> {
          assertThat(lock.tryReadLock()).isNull();
          assertThat(lock.tryReadLock(10, TimeUnit.MILLISECONDS)).isNull();
          return null;
        });
    Thread reader = Threads.PLATFORM.start(() -> lock.callReading(data -> data[0]));
    Threads.awaitParked(reader);
    try (ReadGuard<int[]> reading = writing.downgrade()) {
      assertThat(writing.isLive()).isFalse();
      assertThatThrownBy(writing::downgrade).isInstanceOf(LockUsageException.GuardClosed.class);
      writing.close();
      Threads.join(reader, 10);
      assertThat(lock.readers()).isEqualTo(1);
      assertThat(reading.get()).isNotNull();
    }
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void aWaitingWriterIsNotStarvedByReaders() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(
          Threads.PLATFORM.start(
              () -> {
                while (!stop.get()) {
                  lock.callReading(data -> data[0]);
                }
              }));
    }
    Thread writer =
        Threads.PLATFORM.start(
            () -> {
              for (int i = 0; i < 100; i++) {
                lock.runWriting(data -> data[0]++);
              }
            });
    Threads.join(writer, 20);
    stop.set(true);
    for (Thread reader : readers) {
      Threads.join(reader, 10);
    }
    assertThat(lock.callReading(data -> data[0]).intValue()).isEqualTo(100);
  }

  @Test
  void aWriterThatGivesUpLetsTheReadersBehindItThrough() throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      fastest = Math.min(fastest, timeOfAReaderBehindAWriterThatGivesUp());
    }
    assertThat(fastest).isLessThan(TimeUnit.MILLISECONDS.toNanos(400));
  }

  private long timeOfAReaderBehindAWriterThatGivesUp() throws Exception {
    try (ReadGuard<int[]> mine = lock.readLock()) {
      CountDownLatch gaveUp = new CountDownLatch(1);
      Thread writer =
          Threads.PLATFORM.start(
              () -> {
                try {
                  assertThat(lock.tryWriteLock(200, TimeUnit.MILLISECONDS)).isNull();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                gaveUp.countDown();
              });
      Threads.awaitParked(writer);
      Thread reader = Threads.PLATFORM.start(() -> lock.callReading(data -> data[0]));
      Threads.awaitParked(reader);
      assertThat(gaveUp.await(10, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      Threads.join(reader, 10);
      assertThat(mine.isLive()).isTrue();
      return System.nanoTime() - start;
    }
  }

  @Test
  void aDowngradeWakesTheReadersThatWait() throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      WriteGuard<int[]> writing = lock.writeLock();
      Thread reader = Threads.PLATFORM.start(() -> lock.callReading(data -> data[0]));
      Threads.awaitParked(reader);
      long start = System.nanoTime();
      try (ReadGuard<int[]> reading = writing.downgrade()) {
        Threads.join(reader, 10);
        assertThat(reading.isLive()).isTrue();
      }
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    assertThat(fastest).isLessThan(TimeUnit.MILLISECONDS.toNanos(400));
  }

  @Test
  void readersThatWaitedAreLetInTogether() throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      WriteGuard<int[]> writing = lock.writeLock();
      CountDownLatch inside = new CountDownLatch(2);
      List<Thread> readers = new ArrayList<>();
      for (int k = 0; k < 2; k++) {
        readers.add(Threads.PLATFORM.start(() -> lock.callReading(data -> meet(inside))));
        Threads.awaitParked(readers.get(k));
      }
      long start = System.nanoTime();
      writing.close();
      for (Thread reader : readers) {
        Threads.join(reader, 10);
      }
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    assertThat(fastest).isLessThan(TimeUnit.MILLISECONDS.toNanos(400));
  }

  private static boolean meet(CountDownLatch inside) {
    inside.countDown();
    try {
      return inside.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptedThreadDoesNotEvenTryForATime() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.tryReadLock(1, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.tryWriteLock(1, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void readersNeverSeeHalfAWriteOnAnyKindOfThread() throws Exception {
    for (Threads kind : Threads.available().toList()) {
      AtomicInteger torn = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boolean writes = i % 2 == 0;
        threads.add(
            kind.start(
                () -> {
                  for (int k = 0; k < 3_000; k++) {
                    if (writes) {
                      lock.runWriting(
                          data -> {
                            data[0]++;
                            data[1]++;
                          });
                    } else if (!lock.<Boolean, RuntimeException>callReading(
                        data -> data[0] == data[1])) {
                      torn.incrementAndGet();
                    }
                  }
                }));
      }
      for (Thread thread : threads) {
        Threads.join(thread, 30);
      }
      assertThat(torn).hasValue(0);
    }
  }

  @Test
  void aReaderOrWriterThatRestsHangsNobodyOnTwoCarriers() throws Exception {
    Sleepers.assertNobodyHangs(
        body -> lock.callReading(data -> run(body)), () -> lock.runWriting(data -> data[0]++));
    Sleepers.assertNobodyHangs(
        body -> lock.runWriting(data -> body.run()), () -> lock.callReading(data -> data[0]));
    Sleepers.assertNobodyHangs(
        body -> {
          try (ReadGuard<int[]> reading = lock.writeLock().downgrade()) {
            run(body);
            assertThat(reading.isLive()).isTrue();
          }
        },
        () -> lock.runWriting(data -> data[0]++));
  }

  private static int run(Runnable body) {
    body.run();
    return 0;
  }

  @Test
  void aReadGuardCanBeUnlockedForAWhile() {
    try (ReadGuard<int[]> guard = lock.readLock()) {
      guard.unlocked(() -> lock.runWriting(data -> data[0] = 5));
      assertThat(guard.get()[0]).isEqualTo(5);
    }
  }
}

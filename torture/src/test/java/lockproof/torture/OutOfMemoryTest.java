package lockproof.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lockproof.context.LocalInterrupts;
import lockproof.lock.CondVar;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;
import lockproof.lock.ReadGuard;
import lockproof.lock.RwLock;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinIrqGuard;
import lockproof.lock.SpinLock;
import lockproof.lock.SpinLockIrq;
import lockproof.seq.SeqLock;
import org.junit.jupiter.api.Test;

/** Acquires and releases in a heap without room, contended and not. */
class OutOfMemoryTest {
  @Test
  void aFullHeapLeavesEveryLockFreeAndNothingHalfAcquired() throws Exception {
    Processes.Result result =
        Processes.java(List.of("-Xmx12m", "-XX:+UseSerialGC"), OutOfMemoryTest.class, "child");
    assertThat(result.output()).startsWith("out of memory ").contains("all free");
    assertThat(result.status()).isZero();
  }

  private static final Mutex<long[]> MUTEX = new Mutex<>(new long[1]);
  private static final SpinLock<long[]> SPIN = new SpinLock<>(new long[1]);
  private static final SpinLockIrq<long[]> IRQ = new SpinLockIrq<>(new long[1]);
  private static final RwLock<long[]> RW = new RwLock<>(new long[1]);
  private static final SeqLock SEQ = new SeqLock();
  private static final CondVar<long[]> NEVER = MUTEX.newCondition();
  private static int attempts;

  /** The process. */
  public static void main(String[] args) throws InterruptedException {
    useAll();
    contend();
    List<Object> hog = new ArrayList<>(1 << 19);
    long before = MUTEX.callAsLong(data -> data[0]);
    int failed = fill(hog);
    for (int i = 0; i < 400; i++) {
      try {
        useAll();
      } catch (OutOfMemoryError e) {
        failed++;
      }
      if (i % 40 == 0) {
        fill(hog);
      }
    }
    hog.clear();
    contend();
    boolean free =
        !MUTEX.isLocked()
            && !SPIN.isLocked()
            && !IRQ.isLocked()
            && !RW.isLocked()
            && !SEQ.isLocked()
            && !LocalInterrupts.isDisabled();
    System.out.println("out of memory " + failed + " times in " + attempts + " since " + before);
    System.out.println(free && failed > 0 ? "all free" : "something is held");
    System.exit(free && failed > 0 ? 0 : 1);
  }

  private static int fill(List<Object> hog) {
    int failed = 0;
    for (int size = 1 << 16; size >= 8; size /= 2) {
      try {
        while (true) {
          hog.add(new byte[size]);
        }
      } catch (OutOfMemoryError e) {
        failed++;
      }
    }
    return failed;
  }

  private static void useAll() {
    attempts++;
    try (MutexGuard<long[]> guard = MUTEX.lock()) {
      guard.get()[0]++;
      NEVER.await(guard, 1, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    try (ReadGuard<long[]> guard = RW.writeLock().downgrade()) {
      RW.readers();
      guard.get();
    }
    RW.runWriting(data -> data[0]++);
    try (SpinGuard<long[]> guard = SPIN.lock()) {
      guard.get()[0]++;
    }
    try (SpinIrqGuard<long[]> guard = IRQ.lock()) {
      IRQ.name();
      guard.get()[0]++;
    }
    IRQ.run(data -> data[0]++);
    SEQ.write(() -> {});
    SEQ.readExclusive(() -> null);
  }

  /** Through the slow path, with room: nobody may be left behind by what went before. */
  private static void contend() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int k = 0; k < 300; k++) {
                  useAll();
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    done.await();
  }
}

package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import lockproof.context.LocalInterrupts;
import lockproof.seq.SeqLock;
import lockproof.seq.SeqWriteGuard;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;

/**
 * Acquires and releases at every depth of the stack near its end. Interpreted, in a process of its
 * own: there each way to release needs less stack than the way that acquired. Compiled code inlines
 * the one and not the other as it likes, so that nothing can be promised there.
 */
class StackOverflowTest {
  @Test
  void aStackOverflowAnywhereLeavesEveryLockFree() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                StackOverflowTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).isEqualToIgnoringNewLines("all free");
    assertThat(process.exitValue()).isZero();
  }

  /** The process. */
  public static void main(String[] args) throws Exception {
    for (LockKind kind : LockKind.values()) {
      LockKind.Subject subject = kind.make();
      Runnable use =
          () ->
              kind.within(
                  () -> {
                    try (ExclusiveGuard<long[]> guard = subject.acquire()) {
                      guard.get()[0]++;
                    }
                    subject.run(data -> data[0]++);
                  });
      overflowEverywhere(use, subject.lock()::isLocked, subject.lock().name() + kind);
    }
    SeqLock seq = new SeqLock();
    Runnable use =
        () -> {
          seq.write(() -> {});
          seq.readExclusive(() -> 1);
          try (SeqWriteGuard guard = seq.writeLock()) {
            guard.isLive();
          }
        };
    overflowEverywhere(use, seq::isLocked, "SeqLock");
    RwLock<long[]> rw = new RwLock<>(new long[1]);
    Runnable read =
        () -> {
          try (ReadGuard<long[]> guard = rw.readLock()) {
            guard.get();
          }
          rw.callReading(data -> data[0]);
        };
    overflowEverywhere(read, rw::isLocked, "RwLock");
    System.out.println("all free");
  }

  private static void overflowEverywhere(
      Runnable use, java.util.function.BooleanSupplier locked, String what) throws Exception {
    for (int size = 0; size < 30; size++) {
      int padding = size;
      Threads.elsewhere(
          256 * 1024,
          () -> {
            use.run();
            pad(padding, use);
            if (locked.getAsBoolean() || LocalInterrupts.isDisabled()) {
              System.out.println(what + " is left locked or disabled");
            }
            return null;
          });
    }
  }

  /** Shifts the frames a little, so that the stack ends elsewhere each time. */
  private static void pad(int frames, Runnable use) {
    if (frames > 0) {
      pad(frames - 1, use);
    } else {
      overflow(use);
    }
  }

  private static void overflow(Runnable use) {
    try {
      overflow(use);
    } catch (StackOverflowError e) {
      // Here and a few frames up there is hardly any room left.
    }
    use.run();
  }
}

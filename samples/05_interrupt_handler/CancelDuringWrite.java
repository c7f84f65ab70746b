import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import lockproof.context.LocalInterrupts;
import lockproof.context.MaskableThread;

/** Cancelling a task that writes to a file: it closes the channel, unless interrupts are off. */
final class CancelDuringWrite {
  private CancelDuringWrite() {}

  private static void write(FileChannel channel, CountDownLatch started) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    try {
      while (System.nanoTime() < end) {
        channel.write(ByteBuffer.allocate(64), 0);
        started.countDown();
      }
    } catch (IOException e) {
      // The channel was closed under the writer; the caller sees that it is.
    }
  }

  /** Whether the channel is open after its writer was cancelled. */
  static boolean survives(ThreadFactory threads, boolean masked, boolean all) throws Exception {
    Path file = Files.createTempFile("log", null);
    ExecutorService executor = Executors.newSingleThreadExecutor(threads);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      CountDownLatch started = new CountDownLatch(1);
      Future<?> task =
          executor.submit(
              () -> {
                if (masked) {
                  LocalInterrupts.run(irq -> write(channel, started));
                } else {
                  write(channel, started);
                }
              });
      started.await();
      if (all) {
        executor.shutdownNow();
      } else {
        task.cancel(true);
        executor.shutdown();
      }
      executor.awaitTermination(10, TimeUnit.SECONDS);
      return channel.isOpen();
    } finally {
      executor.shutdownNow();
      Files.delete(file);
    }
  }

  public static void main(String[] args) throws Exception {
    for (boolean all : new boolean[] {false, true}) {
      if (survives(Thread::new, false, all)) {
        throw new AssertionError("an interrupt closes the channel of a plain thread");
      }
      if (!survives(MaskableThread.factory("writer"), true, all)) {
        throw new AssertionError("the channel was closed inside a section");
      }
    }
  }
}

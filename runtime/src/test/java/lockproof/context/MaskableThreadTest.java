package lockproof.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskableThreadTest {
  @Test
  void anInterruptInsideASectionTakesEffectAtItsEnd() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicBoolean sawEarly = new AtomicBoolean();
    AtomicBoolean sawLate = new AtomicBoolean();
    AtomicReference<MaskableThread> self = new AtomicReference<>();
    MaskableThread thread =
        new MaskableThread(
            () -> {
              LocalInterrupts.run(
                  irq -> {
                    inside.countDown();
                    while (!self.get().isInterruptDeferred()) {
                      LockSupport.parkNanos(1_000_000);
                    }
                    sawEarly.set(Thread.currentThread().isInterrupted());
                  });
              sawLate.set(Thread.interrupted());
            });
    self.set(thread);
    thread.start();
    inside.await();
    thread.interrupt();
    Threads.join(thread, 10);
    assertThat(sawEarly).isFalse();
    assertThat(sawLate).isTrue();
  }

  @Test
  void anInterruptOutsideEndsASleepAtOnce() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        Threads.MASKABLE.start(
            () -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    Threads.awaitParked(thread);
    thread.interrupt();
    Threads.join(thread, 10);
    assertThat(interrupted).isTrue();
  }

  @Test
  void aPendingInterruptIsPutAsideForTheSectionOnAnyThread() throws Exception {
    for (Threads kind : Threads.available().toList()) {
      AtomicInteger seen = new AtomicInteger();
      Thread thread =
          kind.start(
              () -> {
                Thread.currentThread().interrupt();
                LocalInterrupts.run(
                    irq -> {
                      if (!Thread.currentThread().isInterrupted()) {
                        seen.addAndGet(1);
                      }
                    });
                if (Thread.interrupted()) {
                  seen.addAndGet(2);
                }
              });
      Threads.join(thread, 10);
      assertThat(seen).as("%s", kind).hasValue(3);
    }
  }

  @Test
  void aThreadMayInterruptItselfInsideASection() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    Thread thread =
        Threads.MASKABLE.start(
            () -> {
              LocalInterrupts.run(
                  irq -> {
                    Thread.currentThread().interrupt();
                    if (!Thread.currentThread().isInterrupted()) {
                      seen.addAndGet(1);
                    }
                  });
              if (Thread.interrupted()) {
                seen.addAndGet(2);
              }
            });
    Threads.join(thread, 10);
    assertThat(seen).hasValue(3);
  }

  @Test
  void noInterruptArrivesInsideASectionHoweverManyThereAre() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    MaskableThread thread =
        new MaskableThread(
            () -> {
              for (int n = 0; !stop.get(); n++) {
                for (int i = 0; i < n % 64; i++) {
                  Thread.onSpinWait(); // so that a section begins at any moment of an interrupt
                }
                LocalInterrupts.run(
                    irq -> {
                      for (int i = 0; i < 300; i++) {
                        if (Thread.currentThread().isInterrupted()) {
                          inside.incrementAndGet();
                        }
                      }
                    });
                Thread.interrupted();
              }
            });
    thread.start();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
    while (System.nanoTime() < end) {
      thread.interrupt();
      while (thread.isInterruptDeferred()) {
        Thread.onSpinWait(); // the next one comes just when the section has ended
      }
    }
    stop.set(true);
    Threads.join(thread, 10);
    assertThat(inside).hasValue(0);
  }

  @Test
  void cancellingCannotCloseAChannelInsideASection(@TempDir Path folder) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor(MaskableThread.factory("writer"));
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CountDownLatch inside = new CountDownLatch(1);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      CountDownLatch ended = new CountDownLatch(1);
      Future<?> future =
          executor.submit(
              () -> {
                try (LocalInterruptScope scope = LocalInterrupts.disable()) {
                  inside.countDown();
                  MaskableThread self = (MaskableThread) Thread.currentThread();
                  while (!self.isInterruptDeferred()) {
                    channel.write(ByteBuffer.allocate(512));
                  }
                  channel.write(ByteBuffer.wrap(new byte[] {1}));
                  scope.assertLive();
                } catch (Throwable e) {
                  failure.set(e);
                } finally {
                  ended.countDown();
                }
              });
      inside.await();
      future.cancel(true);
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(failure.get()).isNull();
      assertThat(channel.isOpen()).isTrue();
    } finally {
      executor.shutdownNow();
    }
  }

  /** Closing it takes until it is told to go on. */
  private static final class SlowChannel extends AbstractInterruptibleChannel {
    final CountDownLatch closing = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    protected void implCloseChannel() {
      closing.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void use(Runnable body) throws java.nio.channels.AsynchronousCloseException {
      boolean completed = false;
      try {
        begin();
        body.run();
        completed = true;
      } finally {
        end(completed);
      }
    }
  }

  @Test
  void anInterrupterThatIsBlockedByTheThreadDelaysItButDoesNotStopIt() throws Exception {
    SlowChannel channel = new SlowChannel();
    AtomicLong delay = new AtomicLong();
    CountDownLatch inside = new CountDownLatch(1);
    Thread thread =
        Threads.MASKABLE.start(
            () -> {
              try {
                channel.use(
                    () -> {
                      inside.countDown();
                      try {
                        channel.closing.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      long start = System.nanoTime();
                      LocalInterrupts.run(
                          irq -> {
                            delay.set(System.nanoTime() - start);
                            channel.goOn.countDown();
                          });
                    });
              } catch (java.nio.channels.AsynchronousCloseException expected) {
                channel.goOn.countDown();
              }
            });
    inside.await();
    Thread interrupter = Threads.PLATFORM.start(thread::interrupt);
    Threads.join(thread, 20);
    Threads.join(interrupter, 20);
    assertThat(delay.get()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @Test
  void aFactoryNamesItsThreads() {
    var factory = MaskableThread.factory("loop");
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("loop-0");
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("loop-1");
  }
}

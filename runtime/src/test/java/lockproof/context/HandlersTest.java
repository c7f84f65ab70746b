package lockproof.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;
import lockproof.testing.Sleepers;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandlersTest {
  @Test
  void aHandlerHasItsOwnTokenWhichDiesWithIt() {
    AtomicReference<LocalInterruptDisabled> token = new AtomicReference<>();
    LocalInterrupts.raise(
        Thread.currentThread(),
        irq -> {
          irq.assertLive();
          token.set(irq);
        });
    assertThat(token.get()).isNotNull();
    assertThat(token.get().isLive()).isFalse();
  }

  @Test
  void handlersRunInTheOrderOfRaisingAndOneRaisedByAHandlerRunsAfterIt() {
    List<String> log = new ArrayList<>();
    Thread self = Thread.currentThread();
    LocalInterrupts.run(
        irq -> {
          LocalInterrupts.raise(
              self,
              first -> {
                LocalInterrupts.raise(self, nested -> log.add("nested"));
                log.add("first");
              });
          LocalInterrupts.raise(self, second -> log.add("second"));
          assertThat(LocalInterrupts.poll()).isFalse();
          assertThat(log).isEmpty();
        });
    assertThat(log).containsExactly("first", "second", "nested");
  }

  @Test
  void whatAHandlerThrowsGoesToTheUncaughtHandlerAndTheOthersStillRun() {
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    AtomicInteger ran = new AtomicInteger();
    Thread self = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = self.getUncaughtExceptionHandler();
    self.setUncaughtExceptionHandler((t, e) -> uncaught.set(e));
    try {
      LocalInterrupts.run(
          irq -> {
            LocalInterrupts.raise(
                self,
                broken -> {
                  throw new StackOverflowError("as if");
                });
            LocalInterrupts.raise(self, fine -> ran.incrementAndGet());
          });
    } finally {
      self.setUncaughtExceptionHandler(before);
    }
    assertThat(uncaught.get()).isInstanceOf(StackOverflowError.class);
    assertThat(ran).hasValue(1);
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void eachHandlerRunsExactlyOnceAndNeverInsideASection(Threads kind) throws Exception {
    int raisers = 3;
    int each = 3_000;
    int[] count = new int[1];
    AtomicBoolean inside = new AtomicBoolean();
    AtomicInteger violations = new AtomicInteger();
    AtomicInteger raised = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    Thread target =
        kind.start(
            () -> {
              while (!done.get()) {
                try (LocalInterruptScope scope = LocalInterrupts.disable()) {
                  inside.set(true);
                  scope.assertLive();
                  inside.set(false);
                }
              }
              LocalInterrupts.poll();
            });
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < raisers; i++) {
      threads.add(
          kind.start(
              () -> {
                for (int k = 0; k < each; k++) {
                  boolean accepted =
                      LocalInterrupts.raise(
                          target,
                          irq -> {
                            if (inside.get() || Thread.currentThread() != target) {
                              violations.incrementAndGet();
                            }
                            count[0]++;
                          });
                  if (accepted) {
                    raised.incrementAndGet();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      Threads.join(thread, 20);
    }
    done.set(true);
    Threads.join(target, 20);
    assertThat(violations).hasValue(0);
    assertThat(raised).hasValue(raisers * each);
    assertThat(count[0]).isEqualTo(raisers * each);
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void aThreadParkedInAWindowIsWoken(Threads kind) throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    AtomicBoolean stop = new AtomicBoolean();
    Thread target =
        kind.start(
            () -> {
              while (!stop.get()) {
                LocalInterrupts.park("test");
              }
            });
    Threads.awaitParked(target);
    assertThat(LocalInterrupts.raise(target, irq -> ran.countDown())).isTrue();
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    LocalInterrupts.raise(target, irq -> stop.set(true));
    Threads.join(target, 10);
  }

  @Test
  void aParkReturnsAfterItsHandlerRan() throws Exception {
    AtomicBoolean raised = new AtomicBoolean();
    AtomicBoolean ran = new AtomicBoolean();
    AtomicBoolean ranAtReturn = new AtomicBoolean();
    Thread target =
        Threads.PLATFORM.start(
            () -> {
              do {
                LocalInterrupts.park("test");
              } while (!raised.get());
              ranAtReturn.set(ran.get());
            });
    Threads.awaitParked(target);
    raised.set(true);
    LocalInterrupts.raise(target, irq -> ran.set(true));
    Threads.join(target, 10);
    assertThat(ranAtReturn).isTrue();
  }

  /** The next handler comes while the thread is on its way from the last one to its park. */
  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void noParkSleepsOverAHandlerThatCameBeforeIt(Threads kind) throws Exception {
    AtomicInteger ran = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Thread target =
        kind.start(
            () -> {
              while (!stop.get()) {
                LocalInterrupts.park("test");
              }
            });
    for (int i = 1; i <= 20_000; i++) {
      LocalInterrupts.raise(target, irq -> ran.incrementAndGet());
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (ran.get() < i) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("handler " + i + " does not run");
        }
      }
    }
    LocalInterrupts.raise(target, irq -> stop.set(true));
    Threads.join(target, 10);
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void waitingForAMutexIsAWindow(Threads kind) throws Exception {
    Mutex<Object> mutex = new Mutex<>("data");
    CountDownLatch ran = new CountDownLatch(1);
    Thread target;
    try (MutexGuard<Object> guard = mutex.lock()) {
      target = kind.start(() -> mutex.run(data -> {}));
      Threads.awaitParked(target);
      LocalInterrupts.raise(target, irq -> ran.countDown());
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(guard.isLive()).isTrue();
    }
    Threads.join(target, 10);
  }

  @Test
  void aThreadThatHasEndedRefusesAndAMaskableOneRunsWhatIsLeft() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Thread unstarted = new MaskableThread(() -> {});
    assertThat(LocalInterrupts.raise(unstarted, irq -> ran.incrementAndGet())).isTrue();
    unstarted.start();
    Threads.join(unstarted, 10);
    assertThat(ran).hasValue(1);
    assertThat(LocalInterrupts.raise(unstarted, irq -> ran.incrementAndGet())).isFalse();
    Thread plain = Threads.PLATFORM.start(() -> {});
    Threads.join(plain, 10);
    assertThat(LocalInterrupts.raise(plain, irq -> ran.incrementAndGet())).isFalse();
    assertThat(ran).hasValue(1);
  }

  @Test
  void noHandlerIsLostWhenAMaskableThreadEnds() throws Exception {
    for (int i = 0; i < 300; i++) {
      AtomicInteger ran = new AtomicInteger();
      int accepted = 0;
      Thread target = Threads.MASKABLE.start(() -> {});
      for (int k = 0; k < 50; k++) {
        accepted += LocalInterrupts.raise(target, irq -> ran.incrementAndGet()) ? 1 : 0;
      }
      Threads.join(target, 10);
      assertThat(ran).hasValue(accepted);
    }
  }

  @Test
  void synchronizeWaitsForWhatWasRaisedBefore() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger ran = new AtomicInteger();
    Thread target =
        Threads.PLATFORM.start(
            () -> {
              while (!stop.get()) {
                LocalInterrupts.run(irq -> Thread.onSpinWait());
              }
            });
    for (int i = 1; i <= 200; i++) {
      LocalInterrupts.raise(target, irq -> ran.incrementAndGet());
      LocalInterrupts.synchronize(target);
      assertThat(ran).hasValue(i);
    }
    stop.set(true);
    Threads.join(target, 10);
    LocalInterrupts.synchronize(target);
    LocalInterrupts.synchronize(Thread.currentThread());
  }

  @Test
  void aSectionOrHandlerThatRestsHangsNobodyWhoSynchronizesOnTwoCarriers() throws Exception {
    AtomicReference<Thread> holder = new AtomicReference<>();
    Runnable others = () -> LocalInterrupts.synchronize(holder.get());
    Sleepers.assertNobodyHangs(
        body ->
            LocalInterrupts.run(
                irq -> {
                  holder.set(Thread.currentThread());
                  body.run();
                }),
        others);
    Sleepers.assertNobodyHangs(
        body -> {
          holder.set(Thread.currentThread());
          LocalInterrupts.raise(Thread.currentThread(), irq -> body.run());
        },
        others);
  }

  @Test
  void synchronizeGivesUpInTimeAndRefusesWithInterruptsDisabled() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    Thread target =
        Threads.PLATFORM.start(
            () -> {
              try {
                stop.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(LocalInterrupts.synchronize(target, 20, TimeUnit.MILLISECONDS)).isFalse();
    assertThatThrownBy(
            () -> LocalInterrupts.run(irq -> LocalInterrupts.synchronize(Thread.currentThread())))
        .isInstanceOf(ContextException.class);
    stop.countDown();
    assertThat(LocalInterrupts.synchronize(target, 10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void twoThreadsThatSynchronizeWithEachOtherBothReturn() throws Exception {
    Thread[] pair = new Thread[2];
    CountDownLatch ready = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair[i] =
          Threads.PLATFORM.start(
              () -> {
                try {
                  ready.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                for (int k = 0; k < 100; k++) {
                  LocalInterrupts.synchronize(pair[other]);
                }
              });
    }
    ready.countDown();
    Threads.join(pair[0], 20);
    Threads.join(pair[1], 20);
  }
}

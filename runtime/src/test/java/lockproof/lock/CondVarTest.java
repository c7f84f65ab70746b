package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.context.ContextException;
import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class CondVarTest {
  private final Mutex<ArrayDeque<Integer>> queue = Mutex.of(ArrayDeque::new);
  private final CondVar<ArrayDeque<Integer>> filled = queue.newCondition();

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void everythingProducedIsConsumedOnce(Threads kind) throws Exception {
    AtomicLong sum = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(
          kind.start(
              () -> {
                for (int k = 0; k < 2_000; k++) {
                  try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
                    filled.await(guard, q -> !q.isEmpty());
                    sum.addAndGet(guard.get().remove());
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }
              }));
    }
    for (int k = 1; k <= 6_000; k++) {
      int value = k;
      queue.run(q -> q.add(value));
      filled.signal();
    }
    for (Thread thread : threads) {
      Threads.join(thread, 20);
    }
    assertThat(sum).hasValue(6_000L * 6_001 / 2);
  }

  @Test
  void signalAllWakesEverybody() throws Exception {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger waiting = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      threads.add(
          Threads.PLATFORM.start(
              () -> {
                try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
                  waiting.incrementAndGet();
                  filled.awaitUninterruptibly(guard);
                }
              }));
    }
    Threads.await(() -> waiting.get() == 5 && !queue.isLocked());
    filled.signalAll();
    for (Thread thread : threads) {
      Threads.join(thread, 10);
    }
  }

  @Test
  void timedWaitsEnd() throws Exception {
    try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
      assertThat(filled.await(guard, 10, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(filled.await(guard, q -> !q.isEmpty(), 10, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(filled.await(guard, ArrayDeque::isEmpty, 0, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(queue.isHeldByCurrentThread()).isTrue();
    }
  }

  @Test
  void anInterruptedWaitHoldsTheLockAgain() throws Exception {
    AtomicReference<Boolean> held = new AtomicReference<>();
    Thread thread =
        Threads.PLATFORM.start(
            () -> {
              try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
                try {
                  filled.await(guard, q -> !q.isEmpty());
                } catch (InterruptedException e) {
                  held.set(queue.isHeldByCurrentThread() && guard.isLive());
                }
              }
            });
    Threads.awaitParked(thread);
    thread.interrupt();
    Threads.join(thread, 10);
    assertThat(held.get()).isTrue();
    assertThat(queue.isLocked()).isFalse();
  }

  @Test
  void aSignalIsNotLostToAThreadThatIsInterruptedAtTheSameTime() throws Exception {
    for (int i = 0; i < 300; i++) {
      AtomicInteger signalled = new AtomicInteger();
      List<Thread> pair = new ArrayList<>();
      CountDownLatch both = new CountDownLatch(2);
      for (int k = 0; k < 2; k++) {
        pair.add(
            Threads.PLATFORM.start(
                () -> {
                  try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
                    both.countDown();
                    filled.await(guard);
                    signalled.incrementAndGet();
                  } catch (InterruptedException e) {
                    // the other one gets the signal
                  }
                }));
      }
      both.await();
      queue.run(q -> {});
      Thread interrupter = Threads.PLATFORM.start(pair.get(0)::interrupt);
      filled.signal();
      Threads.join(interrupter, 10);
      Threads.await(() -> signalled.get() >= 1);
      pair.get(1).interrupt();
      Threads.join(pair.get(0), 10);
      Threads.join(pair.get(1), 10);
    }
  }

  @Test
  void aSignalPassesOverAThreadThatGaveUpAndIsStillQueued() throws Exception {
    assertThat(filled.enqueue().giveUp()).isTrue();
    Thread waiter = Threads.PLATFORM.start(this::waitForASignal);
    Threads.awaitParked(waiter);
    filled.signal();
    Threads.join(waiter, 10);
  }

  @Test
  void aSignalPassesOverAThreadWhoseTimeIsUp() throws Exception {
    try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
      assertThat(filled.await(guard, 1, TimeUnit.MILLISECONDS)).isFalse();
    }
    Thread waiter = Threads.PLATFORM.start(this::waitForASignal);
    Threads.awaitParked(waiter);
    filled.signal();
    Threads.join(waiter, 10);
  }

  private void waitForASignal() {
    try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
      filled.awaitUninterruptibly(guard);
    }
  }

  @Test
  void aSignalThatComesFirstIsNotGivenUp() {
    CondVar.Waiter self = filled.enqueue();
    filled.signal();
    assertThat(self.giveUp()).isFalse();
  }

  @Test
  void aSignalWakesTheOneThatWaitsLongest() throws Exception {
    List<Integer> order = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      threads.add(
          Threads.PLATFORM.start(
              () -> {
                try (MutexGuard<ArrayDeque<Integer>> guard = queue.lock()) {
                  filled.awaitUninterruptibly(guard);
                  order.add(number);
                }
              }));
      Threads.awaitParked(threads.get(i));
    }
    for (Thread thread : threads) {
      filled.signal();
      Threads.join(thread, 10);
    }
    assertThat(order).containsExactly(0, 1, 2);
  }

  @Test
  void anInterruptDoesNotEndAnUninterruptibleWaitAndStaysPending() throws Exception {
    AtomicReference<Boolean> pending = new AtomicReference<>();
    Thread waiter =
        Threads.PLATFORM.start(
            () -> {
              waitForASignal();
              pending.set(Thread.interrupted());
            });
    Threads.awaitParked(waiter);
    waiter.interrupt();
    Thread.sleep(20);
    assertThat(waiter.isAlive()).isTrue();
    filled.signal();
    Threads.join(waiter, 10);
    assertThat(pending.get()).isTrue();
  }

  /** The handler runs when the wait enables interrupts: after the release and before the park. */
  @Test
  void aSignalBetweenReleaseAndParkIsNotLost() throws Exception {
    SpinLockIrq<int[]> lock = SpinLockIrq.of(() -> new int[1]);
    CondVar<int[]> changed = lock.newCondition();
    Thread waiter =
        Threads.PLATFORM.start(
            () -> {
              try (SpinIrqGuard<int[]> guard = lock.lock()) {
                LocalInterrupts.raise(Thread.currentThread(), irq -> changed.signal());
                changed.awaitUninterruptibly(guard);
              }
            });
    Threads.join(waiter, 10);
  }

  @Test
  void waitingWithTheGuardOfASpinLockIrqEnablesInterruptsMeanwhile() throws Exception {
    SpinLockIrq<int[]> lock = SpinLockIrq.of(() -> new int[1]);
    CondVar<int[]> changed = lock.newCondition();
    AtomicReference<Boolean> tokenLive = new AtomicReference<>();
    Thread thread =
        Threads.MASKABLE.start(
            () -> {
              try (SpinIrqGuard<int[]> guard = lock.lock()) {
                var token = guard.token();
                changed.await(guard, data -> data[0] == 1);
                tokenLive.set(!token.isLive() && guard.token().isLive());
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    Threads.awaitParked(thread);
    LocalInterrupts.raise(
        thread,
        irq -> {
          lock.runWith(irq, data -> data[0] = 1);
          changed.signalAll();
        });
    Threads.join(thread, 10);
    assertThat(tokenLive.get()).isTrue();
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void waitingWhereInterruptsWouldStayDisabledIsRefused() {
    SpinLockIrq<int[]> lock = SpinLockIrq.of(() -> new int[1]);
    CondVar<int[]> changed = lock.newCondition();
    try (LocalInterruptScope outer = LocalInterrupts.disable();
        SpinIrqGuard<int[]> guard = lock.lock()) {
      assertThatThrownBy(() -> changed.await(guard)).isInstanceOf(ContextException.class);
      assertThat(guard.isLive()).isTrue();
      assertThat(outer.isLive()).isTrue();
    }
    assertThat(lock.isLocked()).isFalse();
    assertThat(LocalInterrupts.isDisabled()).isFalse();
  }

  @Test
  void aGuardOfAnotherLockOrAClosedOneIsRefused() {
    Mutex<ArrayDeque<Integer>> other = Mutex.of(ArrayDeque::new);
    try (MutexGuard<ArrayDeque<Integer>> guard = other.lock()) {
      assertThatThrownBy(() -> filled.await(guard))
          .isInstanceOf(LockUsageException.WrongLock.class);
    }
    MutexGuard<ArrayDeque<Integer>> closed = queue.lock();
    closed.close();
    assertThatThrownBy(() -> filled.await(closed, q -> true))
        .isInstanceOf(LockUsageException.GuardClosed.class);
  }
}

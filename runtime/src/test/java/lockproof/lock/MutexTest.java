package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class MutexTest {
  private final Mutex<List<String>> mutex = Mutex.of(ArrayList::new);

  @Test
  void aTimedAttemptGivesUpWhenTimeIsUp() throws Exception {
    try (MutexGuard<List<String>> guard = mutex.lock()) {
      guard.get().add("held");
      long waited =
          Threads.elsewhere(
              () -> {
                long start = System.nanoTime();
                assertThat(mutex.tryLock(30, TimeUnit.MILLISECONDS)).isNull();
                return System.nanoTime() - start;
              });
      assertThat(waited).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
    }
    try (MutexGuard<List<String>> guard = mutex.tryLock(1, TimeUnit.SECONDS)) {
      assertThat(guard).isNotNull();
    }
    assertThat(mutex.isLocked()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void anInterruptEndsAnInterruptibleWaitAndLeavesNoTrace(Threads kind) throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiter;
    try (MutexGuard<List<String>> guard = mutex.lock()) {
      waiter =
          kind.start(
              () -> {
                try (MutexGuard<List<String>> unwanted = mutex.lockInterruptibly()) {
                  unwanted.get().add("not reached");
                } catch (InterruptedException e) {
                  thrown.set(e);
                }
              });
      Threads.awaitParked(waiter);
      waiter.interrupt();
      Threads.join(waiter, 10);
      assertThat(guard.get()).isEmpty();
    }
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(mutex.isLocked()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void anInterruptDoesNotEndAPlainWaitAndStaysPending(Threads kind) throws Exception {
    AtomicReference<Boolean> pending = new AtomicReference<>();
    Thread waiter;
    try (MutexGuard<List<String>> guard = mutex.lock()) {
      waiter = kind.start(() -> mutex.run(data -> pending.set(Thread.interrupted())));
      Threads.awaitParked(waiter);
      waiter.interrupt();
      Thread.sleep(20);
      assertThat(waiter.isAlive()).isTrue();
      assertThat(guard.isLive()).isTrue();
    }
    Threads.join(waiter, 10);
    assertThat(pending.get()).isTrue();
  }

  @Test
  void anInterruptedThreadDoesNotEvenTryInterruptibly() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(mutex::lockInterruptibly).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> mutex.tryLock(1, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void aReentrantTimedAttemptIsRefused() {
    try (MutexGuard<List<String>> guard = mutex.lock()) {
      assertThatThrownBy(() -> mutex.tryLock(1, TimeUnit.SECONDS))
          .isInstanceOf(LockUsageException.SelfDeadlock.class);
      assertThat(guard.isLive()).isTrue();
    }
  }

  @Test
  void waitersThatGiveUpStrandNobody() throws Exception {
    int slow = 0;
    for (int round = 0; round < 200; round++) {
      Thread stays;
      Thread leaves;
      try (MutexGuard<List<String>> guard = mutex.lock()) {
        leaves =
            Threads.PLATFORM.start(
                () -> {
                  try (MutexGuard<List<String>> maybe = mutex.lockInterruptibly()) {
                    assertThat(maybe.isLive()).isTrue();
                  } catch (InterruptedException e) {
                    // as wanted
                  }
                });
        stays = Threads.PLATFORM.start(() -> mutex.run(data -> {}));
        guard.get().clear();
        if (round % 2 == 0) {
          Threads.awaitParked(stays);
        }
        leaves.interrupt();
      }
      long start = System.nanoTime();
      Threads.join(stays, 10);
      Threads.join(leaves, 10);
      slow += System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(900) ? 1 : 0;
    }
    assertThat(slow).as("waits that ended by the backstop alone").isLessThan(5);
  }

  @Test
  void resultsPassThrough() {
    mutex.run(data -> data.add("a"));
    assertThat(mutex.<String, RuntimeException>call(data -> data.get(0))).isEqualTo("a");
    assertThat(mutex.callAsLong(List::size)).isEqualTo(1);
    assertThat(mutex.name()).startsWith("Mutex@");
  }
}

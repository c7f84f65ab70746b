package lockproof.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterruptStateTest {
  @ParameterizedTest
  @MethodSource("lockproof.testing.Threads#available")
  void eachThreadHasOneStateHoweverItIsLookedUp(Threads kind) throws Exception {
    Set<InterruptState> states = ConcurrentHashMap.newKeySet();
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      threads.add(
          kind.start(
              () -> {
                InterruptState first = InterruptState.current();
                states.add(first);
                Thread.yield();
                if (first != InterruptState.current()
                    || first != InterruptState.of(Thread.currentThread())
                    || !first.isCurrent()) {
                  wrong.add(Thread.currentThread().toString());
                }
              }));
      if (threads.size() == 100) {
        for (Thread thread : threads) {
          Threads.join(thread, 10);
        }
        threads.clear();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(states).hasSize(3_000);
  }

  @Test
  void neitherTableNorRegistryKeepsAThreadAlive() throws Exception {
    Thread thread = new Thread(InterruptState::current);
    thread.start();
    thread.join();
    InterruptState.of(thread).raise(() -> {});
    WeakReference<Thread> weak = new WeakReference<>(thread);
    thread = null;
    Threads.await(
        () -> {
          System.gc();
          return weak.refersTo(null);
        });
  }

  @Test
  void aThreadWithAFalseIdHasAStateOfItsOwn() throws Exception {
    InterruptState mine = InterruptState.current();
    long id = ThreadIds.idOf(Thread.currentThread());
    List<InterruptState> other = new ArrayList<>();
    Thread liar =
        new Thread(() -> other.add(InterruptState.current())) {
          @Override
          public long getId() {
            return id;
          }
        };
    liar.start();
    liar.join();
    assertThat(other.get(0)).isNotSameAs(mine);
    assertThat(InterruptState.current()).isSameAs(mine);
  }
}

package lockproof.benchmarks;

import java.util.concurrent.locks.ReentrantLock;
import lockproof.benchmarks.Uncontended.Cell;
import lockproof.lock.Mutex;
import lockproof.lock.SpinLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Sixteen threads that want the same lock all the time. */
@State(Scope.Benchmark)
@Threads(16)
@OperationsPerInvocation(Contended.BATCH)
public class Contended {
  static final int BATCH = 2_000;

  private final Cell cell = new Cell();
  private final SpinLock<Cell> spin = new SpinLock<>(cell);
  private final Mutex<Cell> mutex = new Mutex<>(cell);
  private final ReentrantLock reentrant = new ReentrantLock();

  @Benchmark
  public long contendedSpin() {
    for (int i = 0; i < BATCH; i++) {
      spin.run(data -> data.value++);
    }
    return cell.value;
  }

  @Benchmark
  public long contendedMutex() {
    for (int i = 0; i < BATCH; i++) {
      mutex.run(data -> data.value++);
    }
    return cell.value;
  }

  @Benchmark
  public long contendedReentrant() {
    for (int i = 0; i < BATCH; i++) {
      reentrant.lock();
      try {
        cell.value++;
      } finally {
        reentrant.unlock();
      }
    }
    return cell.value;
  }
}

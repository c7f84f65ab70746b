package lockproof.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import lockproof.lock.Mutex;
import lockproof.lock.MutexGuard;
import lockproof.lock.RwLock;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One thread acquires, adds one to a field, and releases. */
@State(Scope.Thread)
@OperationsPerInvocation(Uncontended.BATCH)
public class Uncontended {
  static final int BATCH = 40_000;

  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(Uncontended.class, "word", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What is guarded. */
  static final class Cell {
    long value;
  }

  @SuppressWarnings("unused") // through WORD
  private int word;

  private final Cell cell = new Cell();
  private final SpinLock<Cell> spin = new SpinLock<>(cell);
  private final Mutex<Cell> mutex = new Mutex<>(cell);
  private final RwLock<Cell> rw = new RwLock<>(cell);
  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantReadWriteLock rrw = new ReentrantReadWriteLock();
  private final StampedLock stamped = new StampedLock();
  private final Object monitor = new Object();

  @Benchmark
  public long bareCas() {
    for (int i = 0; i < BATCH; i++) {
      while (!WORD.weakCompareAndSetAcquire(this, 0, 1)) {
        Thread.onSpinWait();
      }
      cell.value++;
      WORD.setRelease(this, 0);
    }
    return cell.value;
  }

  @Benchmark
  public long spinGuard() {
    for (int i = 0; i < BATCH; i++) {
      try (SpinGuard<Cell> guard = spin.lock()) {
        guard.get().value++;
      }
    }
    return cell.value;
  }

  @Benchmark
  public long spinRun() {
    for (int i = 0; i < BATCH; i++) {
      spin.run(data -> data.value++);
    }
    return cell.value;
  }

  @Benchmark
  public long mutexGuard() {
    for (int i = 0; i < BATCH; i++) {
      try (MutexGuard<Cell> guard = mutex.lock()) {
        guard.get().value++;
      }
    }
    return cell.value;
  }

  @Benchmark
  public long mutexRun() {
    for (int i = 0; i < BATCH; i++) {
      mutex.run(data -> data.value++);
    }
    return cell.value;
  }

  @Benchmark
  public long rwWrite() {
    for (int i = 0; i < BATCH; i++) {
      rw.runWriting(data -> data.value++);
    }
    return cell.value;
  }

  @Benchmark
  public long rwRead() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      try (var guard = rw.readLock()) {
        sum += guard.get().value;
      }
    }
    return sum;
  }

  @Benchmark
  public long reentrantLock() {
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

  @Benchmark
  public long reentrantWrite() {
    for (int i = 0; i < BATCH; i++) {
      rrw.writeLock().lock();
      try {
        cell.value++;
      } finally {
        rrw.writeLock().unlock();
      }
    }
    return cell.value;
  }

  @Benchmark
  public long reentrantRead() {
    long sum = 0;
    for (int i = 0; i < BATCH; i++) {
      rrw.readLock().lock();
      try {
        sum += cell.value;
      } finally {
        rrw.readLock().unlock();
      }
    }
    return sum;
  }

  @Benchmark
  public long stampedWrite() {
    for (int i = 0; i < BATCH; i++) {
      long stamp = stamped.writeLock();
      try {
        cell.value++;
      } finally {
        stamped.unlockWrite(stamp);
      }
    }
    return cell.value;
  }

  @Benchmark
  public long monitor() {
    for (int i = 0; i < BATCH; i++) {
      synchronized (monitor) {
        cell.value++;
      }
    }
    return cell.value;
  }
}

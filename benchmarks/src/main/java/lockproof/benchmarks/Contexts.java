package lockproof.benchmarks;

import lockproof.benchmarks.Uncontended.Cell;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinIrqGuard;
import lockproof.lock.SpinLock;
import lockproof.lock.SpinLockIrq;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a context costs: acquiring with a token, with interrupts disabled already, and alone. */
@State(Scope.Thread)
@OperationsPerInvocation(Contexts.BATCH)
public class Contexts {
  static final int BATCH = 40_000;

  private final Cell cell = new Cell();
  private final SpinLock<Cell> plain = new SpinLock<>(cell);
  private final SpinLockIrq<Cell> irq = new SpinLockIrq<>(cell);

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private void addPlain() {
    try (SpinGuard<Cell> guard = plain.lock()) {
      guard.get().value++;
    }
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private void addWith(LocalInterruptDisabled token) {
    try (SpinGuard<Cell> guard = irq.lockWith(token)) {
      guard.get().value++;
    }
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private void addDisabling() {
    try (SpinIrqGuard<Cell> guard = irq.lock()) {
      guard.get().value++;
    }
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static void outOfLine(Cell data) {
    data.value++;
  }

  /** The same lock without a context. */
  @Benchmark
  public long withoutContext() {
    for (int i = 0; i < BATCH; i++) {
      addPlain();
    }
    return cell.value;
  }

  @Benchmark
  public long lockWith() {
    try (LocalInterruptScope scope = LocalInterrupts.disable()) {
      for (int i = 0; i < BATCH; i++) {
        addWith(scope);
      }
    }
    return cell.value;
  }

  /** Interrupts are disabled already, and the lock does not know. */
  @Benchmark
  public long lockNested() {
    try (LocalInterruptScope scope = LocalInterrupts.disable()) {
      for (int i = 0; i < BATCH; i++) {
        addDisabling();
      }
      scope.assertLive();
    }
    return cell.value;
  }

  @Benchmark
  public long lockAlone() {
    for (int i = 0; i < BATCH; i++) {
      addDisabling();
    }
    return cell.value;
  }

  /** The closure form with a body that is not inlined: for the allocation profile. */
  @Benchmark
  public long closureOutOfLine() {
    for (int i = 0; i < BATCH; i++) {
      plain.run(Contexts::outOfLine);
    }
    return cell.value;
  }

  @Benchmark
  public long closureIrqOutOfLine() {
    for (int i = 0; i < BATCH; i++) {
      irq.run(Contexts::outOfLine);
    }
    return cell.value;
  }

  @Benchmark
  public long guardOutOfLine() {
    for (int i = 0; i < BATCH; i++) {
      try (SpinGuard<Cell> guard = plain.lock()) {
        outOfLine(guard.get());
      }
    }
    return cell.value;
  }
}

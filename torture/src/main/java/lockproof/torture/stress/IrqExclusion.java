package lockproof.torture.stress;

import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinIrqGuard;
import lockproof.lock.SpinLockIrq;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** As {@link SpinExclusion}, for the lock that disables interrupts. */
public final class IrqExclusion {
  private IrqExclusion() {}

  private static void guarded(SpinLockIrq<int[]> lock) {
    try (SpinIrqGuard<int[]> guard = lock.lock()) {
      guard.get()[0]++;
    }
  }

  private static void with(SpinLockIrq<int[]> lock) {
    try (LocalInterruptScope scope = LocalInterrupts.disable();
        SpinGuard<int[]> guard = lock.lockWith(scope)) {
      guard.get()[0]++;
    }
  }

  private static void run(SpinLockIrq<int[]> lock) {
    lock.run(data -> data[0]++);
  }

  private static void tried(SpinLockIrq<int[]> lock) {
    SpinIrqGuard<int[]> guard = lock.tryLock();
    while (guard == null) {
      Thread.onSpinWait();
      guard = lock.tryLock();
    }
    guard.get()[0]++;
    guard.close();
  }

  private static void triedWith(SpinLockIrq<int[]> lock) {
    LocalInterrupts.run(
        irq -> {
          SpinGuard<int[]> guard = lock.tryLockWith(irq);
          while (guard == null) {
            Thread.onSpinWait();
            guard = lock.tryLockWith(irq);
          }
          guard.get()[0]++;
          guard.close();
        });
  }

  private static int total(SpinLockIrq<int[]> lock) {
    return (int) lock.callAsLong(data -> data[0]);
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqGuardAndIrqGuard {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      guarded(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqGuardAndIrqWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      with(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqGuardAndIrqRun {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      run(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqGuardAndIrqTry {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqGuardAndIrqTryWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      guarded(lock);
    }

    @Actor
    public void second() {
      triedWith(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqWithAndIrqWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      with(lock);
    }

    @Actor
    public void second() {
      with(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqWithAndIrqRun {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      with(lock);
    }

    @Actor
    public void second() {
      run(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqWithAndIrqTry {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      with(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqWithAndIrqTryWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      with(lock);
    }

    @Actor
    public void second() {
      triedWith(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqRunAndIrqRun {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      run(lock);
    }

    @Actor
    public void second() {
      run(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqRunAndIrqTry {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      run(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqRunAndIrqTryWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      run(lock);
    }

    @Actor
    public void second() {
      triedWith(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqTryAndIrqTry {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      tried(lock);
    }

    @Actor
    public void second() {
      tried(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqTryAndIrqTryWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      tried(lock);
    }

    @Actor
    public void second() {
      triedWith(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }

  @JCStressTest
  @JCStressMeta(BothAdd.class)
  @State
  public static class IrqTryWithAndIrqTryWith {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[1]);

    @Actor
    public void first() {
      triedWith(lock);
    }

    @Actor
    public void second() {
      triedWith(lock);
    }

    @Arbiter
    public void both(I_Result r) {
      r.r1 = total(lock);
    }
  }
}

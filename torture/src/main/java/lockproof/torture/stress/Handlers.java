package lockproof.torture.stress;

import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.lock.SpinGuard;
import lockproof.lock.SpinLockIrq;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Handlers raised to a thread that enters and leaves sections. */
public final class Handlers {
  private Handlers() {}

  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "At most once, and outside.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Inside a section, or more than once.")
  @State
  public static class RaiseAndSection {
    private volatile Thread target;
    private boolean inside;
    private int ran;
    private int violations;

    @Actor
    public void section() {
      target = Thread.currentThread();
      try (LocalInterruptScope scope = LocalInterrupts.disable()) {
        inside = true;
        scope.assertLive();
        inside = false;
      }
      LocalInterrupts.poll();
    }

    @Actor
    public void raiser() {
      Thread thread = target;
      if (thread != null) {
        LocalInterrupts.raise(
            thread,
            irq -> {
              ran++;
              violations += inside || !irq.isLive() ? 1 : 0;
            });
      }
    }

    @Arbiter
    public void seen(II_Result r) {
      r.r1 = ran;
      r.r2 = violations;
    }
  }

  @JCStressTest
  @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "Each handler ran once.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A handler was lost, or ran twice, or under the lock.")
  @State
  public static class TwoHandlersAndALock {
    private final SpinLockIrq<int[]> lock = new SpinLockIrq<>(new int[2]);
    private volatile Thread target;
    private volatile int raised;

    private void raise() {
      Thread thread = target;
      while (thread == null) {
        Thread.onSpinWait();
        thread = target;
      }
      LocalInterrupts.raise(
          thread,
          irq -> {
            try (SpinGuard<int[]> guard = lock.lockWith(irq)) {
              guard.get()[1] += guard.get()[0] == 0 ? 0 : 1;
              raised++;
            }
          });
    }

    @Actor
    public void holder() {
      target = Thread.currentThread();
      while (raised < 2) {
        lock.run(
            data -> {
              data[0] = 1;
              data[0] = 0;
            });
      }
    }

    @Actor
    public void raiser() {
      raise();
      raise();
    }

    @Arbiter
    public void seen(II_Result r) {
      lock.run(
          data -> {
            r.r1 = raised;
            r.r2 = data[1];
          });
    }
  }
}

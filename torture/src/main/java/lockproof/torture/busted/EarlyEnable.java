package lockproof.torture.busted;

import java.util.concurrent.atomic.AtomicReference;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;
import lockproof.torture.Subject;

/** Enables interrupts before it releases: a handler meets its own thread holding the lock. */
public final class EarlyEnable implements Subject {
  private final AtomicReference<Thread> owner = new AtomicReference<>();

  private void acquire() {
    Thread self = Thread.currentThread();
    while (!owner.compareAndSet(null, self)) {
      if (owner.get() == self) {
        throw new IllegalMonitorStateException("a handler waits for its own thread");
      }
      Thread.yield();
    }
  }

  @Override
  public void write(Runnable body) {
    LocalInterruptScope scope = LocalInterrupts.disable();
    acquire();
    try {
      body.run();
    } finally {
      scope.close();
      owner.set(null);
    }
  }

  @Override
  public boolean writeInHandler(LocalInterruptDisabled irq, Runnable body) {
    acquire();
    try {
      body.run();
    } finally {
      owner.set(null);
    }
    return true;
  }
}

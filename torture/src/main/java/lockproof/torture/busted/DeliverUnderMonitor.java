package lockproof.torture.busted;

import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.torture.Subject;

/**
 * Delivers while it holds its own monitor: a handler that waits for another thread, which waits for
 * the monitor, waits forever.
 */
public final class DeliverUnderMonitor implements Subject {
  private final Object monitor = new Object();

  @Override
  public void write(Runnable body) {
    synchronized (monitor) {
      body.run();
      LocalInterrupts.poll();
    }
  }

  @Override
  public boolean writeInHandler(LocalInterruptDisabled irq, Runnable body) {
    Thread other = new Thread(() -> write(body));
    other.setDaemon(true);
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}

package lockproof.torture.busted;

import java.util.concurrent.atomic.AtomicBoolean;
import lockproof.torture.Subject;

/** Waits by spinning and yielding, never parking: hangs where the holder needs the carrier. */
public final class SpinOnly implements Subject {
  private final AtomicBoolean held = new AtomicBoolean();

  @Override
  public void write(Runnable body) {
    while (!held.compareAndSet(false, true)) {
      Thread.yield();
    }
    try {
      body.run();
    } finally {
      held.set(false);
    }
  }
}

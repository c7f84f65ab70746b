package lockproof.torture.busted;

import lockproof.torture.Subject;

/** Acquires by looking and then writing, where one atomic exchange is needed. */
public final class NoExchange implements Subject {
  private volatile boolean held;

  @Override
  public void write(Runnable body) {
    while (held) {
      Thread.yield();
    }
    for (int i = 0; i < 30; i++) {
      Thread.onSpinWait(); // whoever looks meanwhile sees a free lock too
    }
    held = true;
    try {
      body.run();
    } finally {
      held = false;
    }
  }
}

package lockproof.torture.busted;

import lockproof.lock.Mutex;
import lockproof.torture.Subject;

/** A reader that waits for a writer by spinning alone: hangs where the writer needs the carrier. */
public final class SpinOnlyReader implements Subject {
  private final Mutex<Object> writers = new Mutex<>("data", "writers");
  private volatile long word;

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the mutex
  public void write(Runnable body) {
    writers.run(
        data -> {
          word++;
          try {
            body.run();
          } finally {
            word++;
          }
        });
  }

  @Override
  public boolean read(Check body) {
    while (true) {
      long stamp = word;
      if ((stamp & 1) == 0) {
        boolean consistent = body.consistent();
        if (word == stamp) {
          return consistent;
        }
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public boolean hasReaders() {
    return true;
  }
}

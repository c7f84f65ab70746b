package lockproof.torture.busted;

import lockproof.seq.SeqLock;
import lockproof.torture.Subject;

/** A reader that does not ask whether what it read is consistent. */
public final class Unvalidated implements Subject {
  private final SeqLock lock = new SeqLock("unvalidated");

  @Override
  public void write(Runnable body) {
    lock.write(body::run);
  }

  @Override
  public boolean read(Check body) {
    return body.consistent();
  }

  @Override
  public boolean hasReaders() {
    return true;
  }
}

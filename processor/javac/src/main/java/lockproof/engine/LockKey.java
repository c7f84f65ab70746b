package lockproof.engine;

import lockproof.contract.Mode;

/**
 * A lock in one of its modes; the two modes of a read-write lock may be held together.
 *
 * @param lock the lock
 * @param mode exclusive or shared
 */
record LockKey(Sym lock, Mode mode) {
  @Override
  public boolean equals(Object o) {
    return o instanceof LockKey k && mode == k.mode && lock.equals(k.lock);
  }

  @Override
  public int hashCode() {
    return 31 * lock.hashCode() + mode.ordinal();
  }
}

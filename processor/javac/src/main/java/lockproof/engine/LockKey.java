package lockproof.engine;

import lockproof.contract.Mode;

/**
 * A lock in one of its modes; the two modes of a read-write lock may be held together.
 *
 * @param lock the lock
 * @param mode exclusive or shared
 */
record LockKey(Sym lock, Mode mode) {}

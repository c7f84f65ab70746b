package lockproof.annotations;

/** How finely something is locked. */
public enum Level {
  /** Level 0: no locking, because one thread alone, or nobody while it changes, gets there. */
  NONE,
  /** Level 1: one big lock around everything. */
  BIG,
  /** Level 2: fine-grained locks, each for some of the data. */
  FINE,
  /** Level 2.5: locks that are split further, by element, by reader and writer, by thread. */
  SPLIT,
  /** Level 3: no lock where it is read or counted, but a protocol of its own. */
  LOCKLESS
}

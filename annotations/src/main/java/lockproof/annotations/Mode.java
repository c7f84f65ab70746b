package lockproof.annotations;

/** How a lock is held, or for {@link #OPTIMISTIC} that it is not held but a section is open. */
public enum Mode {
  /** Alone: may read and write what the lock guards. */
  EXCLUSIVE,
  /** Together with other readers: may read what the lock guards. */
  SHARED,
  /** Not at all: what is read is tentative until the stamp is validated. */
  OPTIMISTIC,
  /** Whatever mode the lock, view or stamp at hand stands for. */
  ANY
}

package lockproof.ww;

import lockproof.annotations.Pure;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a mutex was locked in an attempt of a lock set. It carries no data; in the use phase
 * of the same attempt it opens the data, and is worthless after that.
 *
 * @param <C> the type that names the class
 * @param <T> the type of the data
 */
@SetType(value = Role.PROOF, by = "C")
public final class Locked<C, T extends @Nullable Object> {
  final WwMutex<C, T> mutex;
  final Object set;
  final int attempt;

  Locked(WwMutex<C, T> mutex, Object set, int attempt) {
    this.mutex = mutex;
    this.set = set;
    this.attempt = attempt;
  }

  /**
   * Which mutex it is.
   *
   * @return never null
   */
  @Pure
  public WwMutex<C, T> mutex() {
    return mutex;
  }

  @Override
  public String toString() {
    return "Locked[" + mutex.name() + ']';
  }
}

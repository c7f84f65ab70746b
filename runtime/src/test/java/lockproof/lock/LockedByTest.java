package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LockedByTest {
  private final Mutex<String> mutex = new Mutex<>("owner", "owner");
  private final RwLock<String> table = new RwLock<>("table");

  @Test
  void aGuardOfTheLockOpensTheData() {
    LockedBy<Integer> field = new LockedBy<>(mutex, 1);
    try (MutexGuard<String> guard = mutex.lock()) {
      field.set(guard, field.get(guard) + 1);
      assertThat(field.get(guard)).isEqualTo(2);
    }
    assertThat(field).hasToString("LockedBy owner");
  }

  @Test
  void aSharedGuardIsEnoughToRead() {
    LockedBy<Integer> field = new LockedBy<>(table, 1);
    try (ReadGuard<String> guard = table.readLock()) {
      assertThat(field.get(guard)).isEqualTo(1);
    }
  }

  @Test
  void noOtherGuardOpensIt() {
    LockedBy<Integer> field = new LockedBy<>(mutex, 1);
    try (WriteGuard<String> guard = table.writeLock()) {
      assertThatThrownBy(() -> field.get(guard)).isInstanceOf(LockUsageException.WrongLock.class);
      assertThatThrownBy(() -> field.set(guard, 2))
          .isInstanceOf(LockUsageException.WrongLock.class);
    }
    MutexGuard<String> closed = mutex.lock();
    closed.close();
    assertThatThrownBy(() -> field.get(closed)).isInstanceOf(LockUsageException.GuardClosed.class);
  }
}

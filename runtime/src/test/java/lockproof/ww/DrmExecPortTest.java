package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The cases of the kernel's {@code drm_exec_test}, by their names. To prepare an object is to lock
 * it and reserve room for fences in it; here the reservation is what the use phase does.
 */
class DrmExecPortTest {
  private final WwClass<DrmExecPortTest> locks = Kind.WOUND_WAIT.make();
  private final LockSet<DrmExecPortTest> exec = locks.lockSet();
  private final WwMutex<DrmExecPortTest, int[]> object = WwMutex.of(locks, () -> new int[1]);

  @Test
  void sanitycheck() {
    int nothing = exec.attempt(set -> 1);
    assertThat(nothing).isEqualTo(1);
    assertThat(locks.own().isOpen()).isFalse();
  }

  @Test
  void test_lock() {
    assertThat(exec.<Boolean, RuntimeException>attempt(set -> set.lock(object) != null)).isTrue();
    assertThat(object.isLocked()).isFalse();
  }

  @Test
  void test_lock_unlock() {
    try (AcquireCtx<DrmExecPortTest> ctx = locks.newContext()) {
      assertThat(ctx.lock(object)).isEqualTo(LockResult.LOCKED);
      ctx.unlock(object);
      assertThat(object.isLocked()).isFalse();
      assertThat(ctx.lock(object)).isEqualTo(LockResult.LOCKED);
      ctx.unlock(object);
    }
  }

  @Test
  void test_duplicates() {
    int seen =
        exec.attempt(
            set -> {
              set.lockOrAlready(object);
              return ++set.get(set.lockOrAlready(object))[0];
            });
    assertThat(seen).isEqualTo(1);
    assertThatThrownBy(() -> exec.attempt(set -> List.of(set.lock(object), set.lock(object))))
        .isInstanceOf(WwUsageException.AlreadyLocked.class);
    assertThat(object.isLocked()).isFalse();
  }

  @Test
  void test_prepare() {
    assertThat(exec.<Integer, RuntimeException>attempt(set -> ++set.get(set.lock(object))[0]))
        .isEqualTo(1);
  }

  @Test
  void test_prepare_array() {
    List<WwMutex<DrmExecPortTest, int[]>> objects =
        IntStream.range(0, 2).mapToObj(i -> new WwMutex<>(locks, new int[1])).toList();
    int reserved =
        exec.lockAll(
            set -> objects.stream().map(set::lock).toList(),
            (set, handles) -> handles.stream().mapToInt(h -> ++set.get(h)[0]).sum());
    assertThat(reserved).isEqualTo(2);
    assertThat(objects).noneMatch(WwMutex::isLocked);
  }

  @Test
  void test_multiple_loops() {
    for (int loop = 0; loop < 2; loop++) {
      sanitycheck();
      test_prepare_array();
    }
  }
}

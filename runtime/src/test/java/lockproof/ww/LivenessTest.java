package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenes pass for both kinds of classes, and fail for their busted twins. */
class LivenessTest {
  /** Tries again at once, without waiting for the contended mutex. */
  private static final class NoSlowPath extends Conduct {
    @Override
    boolean contendedFirst() {
      return false;
    }
  }

  /** Young again in each attempt. */
  private static final class NewStamp extends Conduct {
    @Override
    boolean keepsStamp() {
      return false;
    }
  }

  /** Lets younger owners go on as if nobody waited. */
  private static final class NoWound extends Conduct {
    @Override
    boolean wounds() {
      return false;
    }
  }

  static Stream<Arguments> scenes() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(Liveness.values()).map(scene -> Arguments.of(kind, scene)));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void everySceneEndsWell(Kind kind, Liveness scene) throws Exception {
    scene.play(kind.make());
  }

  private static Set<Liveness> failures(Kind kind, Conduct conduct) {
    Set<Liveness> failed = EnumSet.noneOf(Liveness.class);
    for (Liveness scene : Liveness.values()) {
      try {
        scene.play(kind.make(conduct));
      } catch (AssertionError | TimeoutException e) {
        failed.add(scene);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return failed;
  }

  @Test
  void withoutTheSlowPathTheSuiteFails() {
    assertThat(failures(Kind.WAIT_DIE, new NoSlowPath()))
        .contains(Liveness.THE_CONTENDED_MUTEX_IS_WAITED_FOR);
  }

  @Test
  void withANewStampInEachRetryTheSuiteFails() {
    for (Kind kind : Kind.values()) {
      assertThat(failures(kind, new NewStamp())).contains(Liveness.THE_AGE_IS_KEPT);
    }
  }

  @Test
  void withoutWoundsTheSuiteFails() {
    assertThat(failures(Kind.WOUND_WAIT, new NoWound()))
        .contains(Liveness.AN_OLDER_ONE_GETS_ITS_WAY);
  }
}

package lockproof.ww;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionTest {
  private static final WwClass<TransactionTest> LOCKS = WwClass.waitDie(TransactionTest.class);

  private final Transaction<TransactionTest> own = new Transaction<>(LOCKS, 1);

  private boolean crowdedAfter(int sets) {
    for (int i = 0; i < sets; i++) {
      own.begin();
    }
    own.foundBusy();
    return own.isCrowded();
  }

  @Test
  void aThreadIsCrowdedWhenItFindsMutexesBusyAgainAndAgain() {
    assertThat(crowdedAfter(1)).as("the first time").isFalse();
    assertThat(crowdedAfter(1)).as("again, in the next set").isTrue();
    assertThat(crowdedAfter(16)).as("again, soon").isTrue();
    assertThat(crowdedAfter(100)).as("after a long time").isFalse();
  }
}

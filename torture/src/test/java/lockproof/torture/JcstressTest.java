package lockproof.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the jcstress tests; {@code torture/stress} runs them for long. */
class JcstressTest {
  @TempDir private Path folder;

  @Test
  void noForbiddenOutcomeIsSeen() throws Exception {
    String output =
        run(
            150,
            "SpinExclusion\\.GuardAndTry|IrqExclusion\\.IrqGuardAndIrqWith"
                + "|MutexExclusion\\.MutexGuardAndMutexTimed|RwExclusion\\.WriteAndRead"
                + "|Sections\\.ReadAndWrite|Sections\\.ReadOrLockAndWrite|Sections\\.LatchAndWrite"
                + "|GeneratedHolders|LockSets|Handlers"
                + "|TornReads\\.(Validated|ReadAgainUnderLock|IndexValidated|DecidedAgain)");
    assertThat(output)
        .contains("Failed tests: No matches", "Error tests: No matches")
        .contains("All remaining tests: 18 matching");
  }

  /** A busy machine hardly lets two threads meet in a moment; so it may take several. */
  @Test
  void theBustedTwinsAreSeenToFail() throws Exception {
    Set<String> unseen =
        new TreeSet<>(
            Set.of(
                "Busted.BustedNoExchange",
                "Busted.BustedNoFence",
                "Busted.BustedUnvalidated",
                "TornReads.BustedUnvalidated",
                "TornReads.BustedFailed",
                "TornReads.BustedReread",
                "TornReads.BustedWrongLock",
                "TornReads.BustedIndex",
                "TornReads.BustedEffect",
                "TornReads.BustedOldDecision"));
    for (int millis = 150; millis < 10_000 && !unseen.isEmpty(); millis *= 2) {
      String names = String.join("|", unseen).replace(".", "\\.");
      Pattern.compile("\\[FAILED] lockproof\\.torture\\.stress\\.(\\S+)")
          .matcher(run(millis, names))
          .results()
          .forEach(match -> unseen.remove(match.group(1)));
    }
    assertThat(unseen).as("twins that were not seen to fail").isEmpty();
  }

  private String run(int millis, String tests) throws Exception {
    return Processes.java(
            folder,
            List.of(),
            "org.openjdk.jcstress.Main",
            "-t",
            "lockproof\\.torture\\.stress\\.(" + tests + ")",
            "-jvmArgs",
            "-XX:+UseSerialGC",
            "-f",
            "1",
            "-iters",
            "1",
            "-time",
            String.valueOf(millis),
            "-sc",
            "false",
            "-af",
            "NONE",
            "-r",
            folder.toString())
        .output();
  }
}

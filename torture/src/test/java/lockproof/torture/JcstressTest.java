package lockproof.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the jcstress tests; {@code torture/stress} runs them for long. */
class JcstressTest {
  @TempDir private Path folder;

  @Test
  void noForbiddenOutcomeIsSeenButInTheBustedTwins() throws Exception {
    String output = run().output();
    assertThat(output)
        .contains("Interesting tests: No matches", "Error tests: No matches")
        .contains("All remaining tests: 12 matching");
    Set<String> failed =
        Pattern.compile("\\[FAILED] lockproof\\.torture\\.stress\\.(\\S+)")
            .matcher(output)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(failed)
        .as(output)
        .containsExactlyInAnyOrder(
            "Busted.BustedNoExchange", "Busted.BustedNoFence", "Busted.BustedUnvalidated");
  }

  private Processes.Result run() throws Exception {
    return Processes.java(
        folder,
        List.of(),
        "org.openjdk.jcstress.Main",
        "-t",
        "lockproof\\.torture\\.stress\\."
            + "(SpinExclusion\\.GuardAndTry|IrqExclusion\\.IrqGuardAndIrqWith"
            + "|MutexExclusion\\.MutexGuardAndMutexTimed|RwExclusion\\.WriteAndRead"
            + "|Sections\\.ReadAndWrite|Sections\\.ReadOrLockAndWrite|Sections\\.LatchAndWrite"
            + "|LockSets|Handlers|Busted)",
        "-jvmArgs",
        "-XX:+UseSerialGC",
        "-f",
        "1",
        "-iters",
        "1",
        "-time",
        "150",
        "-sc",
        "false",
        "-af",
        "NONE",
        "-r",
        folder.toString());
  }
}

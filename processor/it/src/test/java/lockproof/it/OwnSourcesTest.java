package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The checker follows all of this project's own code, the locks included, and finds nothing. */
class OwnSourcesTest {
  @Test
  void areClean() throws IOException {
    CommandLine.Answer answer =
        CommandLine.run(
            "check",
            "--classpath",
            libraries(),
            "annotations/src/main",
            "runtime/src/main",
            "attestation/src/main",
            "processor/javac/src/main",
            "processor/cli/src/main",
            "processor/apt/src/main",
            "processor/checker-framework/src/main",
            "benchmarks/src/main");
    assertThat(answer.text()).contains("lockproof: 0 errors, 0 warnings in ");
    assertThat(answer.text()).contains(" analysed, 0 skipped").doesNotContain("unresolved names");
    assertThat(answer.code()).isZero();
  }

  /** What the tests run with; a module without classes of its own has no folder for them. */
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> new File(entry).exists())
        .collect(Collectors.joining(File.pathSeparator));
  }
}

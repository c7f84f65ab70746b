package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The checker has nothing to say about this project's own code, the locks themselves included. */
class OwnSourcesTest {
  @Test
  void areClean() throws IOException {
    CommandLine.Answer answer =
        CommandLine.run(
            "check",
            "annotations/src/main",
            "runtime/src/main",
            "attestation/src/main",
            "processor/javac/src/main",
            "processor/cli/src/main",
            "processor/apt/src/main",
            "processor/checker-framework/src/main");
    assertThat(answer.text()).contains("lockproof: 0 errors, 0 warnings in ");
    assertThat(answer.code()).isZero();
  }
}

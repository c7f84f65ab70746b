package lockproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchedTest {
  private static final Instant THEN = Instant.parse("2024-01-01T00:00:00Z");
  @TempDir Path home;
  private Path jar;

  @BeforeEach
  void checkout() throws IOException {
    for (String source :
        new String[] {
          "pom.xml",
          "annotations/A.java",
          "runtime/R.java",
          "processor/javac/src/main/E.java",
          "processor/cli/src/main/C.java",
          "docs/rules/r.md"
        }) {
      file(source, THEN.minusSeconds(9));
    }
    jar = file("processor/cli/target/lockproof.jar", THEN);
  }

  private Path file(String name, Instant time) throws IOException {
    Path file = Cli.write(home.resolve(name), "");
    Files.setLastModifiedTime(file, FileTime.from(time));
    return file;
  }

  private boolean stale() throws IOException {
    return new Launched(home, jar).stale(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pom.xml", "runtime/R.java", "processor/cli/src/main/New.java", "docs/rules/r.md"})
  void aSourceThatIsNewerMakesItStale(String source) throws IOException {
    assertThat(stale()).isFalse();
    file(source, THEN.plusSeconds(9));
    assertThat(stale()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"processor/cli/target/x.class", "processor/javac/src/test/T.java", "docs/x.md"})
  void whatIsNoSourceOfItDoesNot(String other) throws IOException {
    file(other, THEN.plusSeconds(9));
    assertThat(stale()).isFalse();
  }

  @Test
  void afterABuildItIsFreshThoughTheBuildChangedNothing() throws IOException {
    file("pom.xml", THEN.plusSeconds(9));
    assertThat(new Launched(home, jar).stale(true)).isFalse();
    assertThat(stale()).isFalse();
  }
}

package lockproof.checkerframework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.processing.Processor;
import lockproof.fixtures.Fixture;
import org.checkerframework.checker.nullness.NullnessChecker;
import org.checkerframework.checker.resourceleak.ResourceLeakChecker;
import org.junit.jupiter.api.Test;

/** What the checkers say beyond the plugin, and beside the framework's own. */
class FixturesTest {
  private static final Path ROOT = Path.of("src/test/fixtures");

  private static void judged(Path folder, List<Processor> checkers, String... options)
      throws IOException {
    List<Fixture> fixtures = Fixture.all(folder);
    assertThat(fixtures).hasSizeGreaterThan(1);
    Compiled compiled =
        Compiled.with(fixtures.stream().map(Fixture::file).toList(), checkers, options);
    assertThat(compiled.failures()).isEmpty();
    for (Fixture f : fixtures) {
      assertThat(f.complaints(compiled.reports(f.file()))).as(f.file().toString()).isEmpty();
    }
  }

  /** Signatures, which the plugin does not read. */
  @Test
  void acrossProceduresAndInTypeArguments() throws IOException {
    judged(ROOT.resolve("cfonly"), List.of(new LockproofChecker()));
  }

  /** One run with the Nullness Checker and the Resource Leak Checker. */
  @Test
  void togetherWithOtherCheckers() throws IOException {
    judged(
        ROOT.resolve("together"),
        List.of(new LockproofChecker(), new NullnessChecker(), new ResourceLeakChecker()),
        "-Awarns", // An error of one checker would keep the next from looking.
        "-Astubs=checker.jar/lockproof/checkerframework/guards.astub");
  }

  /** Keys of messages are ids of rules, and what suppresses them. */
  @Test
  void suppressedByItsKey() throws IOException {
    Path good = ROOT.resolve("suppressed/GoodSuppressed.java");
    Compiled compiled = Compiled.with(List.of(good), List.of(new LockproofChecker()));
    assertThat(compiled.messages()).isEmpty();
  }
}

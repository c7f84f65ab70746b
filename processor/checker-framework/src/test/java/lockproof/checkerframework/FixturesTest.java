package lockproof.checkerframework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import lockproof.fixtures.Fixture;
import org.checkerframework.checker.nullness.NullnessChecker;
import org.checkerframework.checker.resourceleak.ResourceLeakChecker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** Loops over locks, elements of arrays, ways that are chosen, flags, and kept stamps. */
  @Test
  void inManyShapes() throws IOException {
    judged(ROOT.resolve("shapes"), List.of(new LockproofChecker()));
  }

  /** Code as people write it, whose verdicts were decided before it was first judged. */
  @Test
  void inEverydayCode() throws IOException {
    judged(ROOT.resolve("everyday"), List.of(new LockproofChecker()));
  }

  /** The same beside other checkers, and with a stub file of the user's own. */
  @Test
  void inEverydayCodeTogetherWithOtherCheckers() throws IOException {
    Path stub = ROOT.resolve("company/meters.astub");
    judged(
        ROOT.resolve("company"),
        List.of(new LockproofChecker(), new NullnessChecker(), new ResourceLeakChecker()),
        "-Awarns",
        "-Astubs=checker.jar/lockproof/checkerframework/guards.astub"
            + File.pathSeparator
            + stub.toAbsolutePath());
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

  /** Of files that mention no contract the framework never hears. */
  @Test
  void onlyWhatMentionsAContractIsVisited(@TempDir Path folder) throws IOException {
    Path plain = Files.writeString(folder.resolve("Plain.java"), "class Plain { int one; }");
    Path told = Files.writeString(folder.resolve("Told.java"), "class Told { G g; } class G {}");
    Path guard =
        Files.writeString(
            folder.resolve("Held.java"), "class Held { lockproof.lock.SpinGuard<int[]> g; }");
    assertThat(visited(List.of(plain, told, guard))).containsExactly("Held.java");
    assertThat(visited(List.of(plain, told), "-AlockproofEverywhere"))
        .containsExactlyInAnyOrder("Plain.java", "Told.java");
  }

  private static Set<String> visited(List<Path> files, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Afilenames");
    Compiled compiled =
        Compiled.with(files, List.of(new LockproofChecker()), options.toArray(String[]::new));
    assertThat(compiled.failures()).isEmpty();
    return files.stream()
        .map(f -> f.getFileName().toString())
        .filter(name -> compiled.notes().stream().anyMatch(n -> n.contains(name)))
        .collect(Collectors.toSet());
  }
}

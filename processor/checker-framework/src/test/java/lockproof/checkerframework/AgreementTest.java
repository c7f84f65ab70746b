package lockproof.checkerframework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockproof.fixtures.Fixture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Two analyses that share no code but the contracts judge the same fixtures. Where they differ, the
 * difference is listed with its reason; a difference that is not listed, or no longer there, fails.
 */
class AgreementTest {
  private static final Path LIST = Path.of("src/test/differences.txt");

  private static final Set<String> COVERED =
      Set.of(
          "optimistic-unvalidated",
          "optimistic-failed",
          "optimistic-reread",
          "optimistic-hazard",
          "context-missing",
          "context-closed",
          "context-outlived",
          "context-forged",
          "guard-closed");

  private static final List<String> FAMILIES = List.of("optimistic", "context");

  /** Folders that are the plugin's alone, and why. */
  private static final Map<String, String> APART =
      Map.of(
          "atomic", "the rule about sleeping, which no checker here has",
          "holds", "rules about held locks and guarded fields, which no checker here has",
          "ww", "rules about lock sets, which no checker here has");

  @TestFactory
  Stream<DynamicTest> judgesAsThePluginDoes() throws IOException {
    Map<Difference, String> listed = Difference.listed(LIST);
    Map<Path, List<Fixture>> folders = new TreeMap<>();
    for (String family : FAMILIES) {
      folders.putAll(
          Fixture.all(Compiled.FIXTURES.resolve(family)).stream()
              .collect(Collectors.groupingBy(f -> f.file().getParent())));
    }
    return folders.entrySet().stream()
        .map(
            e -> {
              String name = Compiled.FIXTURES.relativize(e.getKey()).toString();
              return DynamicTest.dynamicTest(name, () -> agree(name, e.getValue(), listed));
            });
  }

  private static void agree(String folder, List<Fixture> fixtures, Map<Difference, String> listed)
      throws IOException {
    List<Path> files = fixtures.stream().map(Fixture::file).toList();
    Compiled compiled = Compiled.with(files, List.of(new LockproofChecker()));
    assertThat(compiled.failures()).isEmpty();
    Set<Difference> found = new TreeSet<>();
    for (Fixture f : fixtures) {
      String name = Compiled.FIXTURES.relativize(f.file()).toString();
      found.addAll(Difference.of(f, name, compiled.reports(f.file()), COVERED));
    }
    if (Boolean.getBoolean("lockproof.update")) {
      List<String> lines = found.stream().map(d -> d + ": " + listed.getOrDefault(d, "?")).toList();
      Files.write(Path.of("target/differences-" + folder.replace('/', '-') + ".txt"), lines);
    }
    Set<Difference> here =
        listed.keySet().stream()
            .filter(d -> d.place().startsWith(folder + "/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).containsExactlyElementsOf(here);
  }

  @Test
  void everyDifferenceHasAReason() throws IOException {
    assertThat(Difference.listed(LIST))
        .allSatisfy((d, reason) -> assertThat(reason).as(d.toString()).hasSizeGreaterThan(15));
  }

  /** A new folder of fixtures is compared, or set apart with a reason. */
  @Test
  void everyFixtureIsComparedOrSetApart() throws IOException {
    for (Fixture f : Fixture.all(Compiled.FIXTURES)) {
      Path name = Compiled.FIXTURES.relativize(f.file());
      assertThat(Stream.concat(FAMILIES.stream(), APART.keySet().stream()).filter(name::startsWith))
          .as(name.toString())
          .hasSize(1);
    }
    assertThat(APART.keySet())
        .allSatisfy(
            folder -> assertThat(Fixture.all(Compiled.FIXTURES.resolve(folder))).isNotEmpty());
  }

  /** A list that hides everything proves nothing. */
  @Test
  void mostPlacesAreJudgedAlike() throws IOException {
    long expected = 0;
    for (String family : FAMILIES) {
      for (Fixture f : Fixture.all(Compiled.FIXTURES.resolve(family))) {
        expected += f.expected().values().stream().filter(COVERED::containsAll).count();
      }
    }
    long missed = Difference.listed(LIST).keySet().stream().filter(d -> !d.more()).count();
    assertThat(missed).isLessThan(expected / 10);
  }
}

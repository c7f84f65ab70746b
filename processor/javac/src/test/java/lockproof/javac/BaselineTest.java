package lockproof.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lockproof.report.Baseline;
import lockproof.report.Finding;
import lockproof.report.Place;
import lockproof.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  @TempDir Path folder;

  private static Finding finding(String fingerprint) {
    return new Finding(
        "guard-dropped",
        Severity.ERROR,
        new Place("A.java", 1, 1, 1, 2),
        "`bad` is bad",
        List.of(),
        null,
        fingerprint);
  }

  @Test
  void onlyNewReportsFail() throws IOException {
    Compilation.write(
        folder,
        Map.of(
            "lockproof.properties", "baseline = base\n",
            "A.java", "class A {\n  void bad() {}\n}\n"));
    String fingerprint = Fingerprint.ofOnly(folder);
    Baseline.of(List.of(finding(fingerprint))).write(folder.resolve("base"));
    assertThat(Compilation.of(folder).success).isTrue();
    Compilation.write(
        folder,
        Map.of("A.java", "/* moved */\n\nclass A {\n\n  void bad2() {}\n void bad() {}\n}\n"));
    assertThat(Compilation.of(folder).lines)
        .containsExactly("A.java:5: error: [lockproof:guard-dropped] `bad2` is bad");
  }

  /** Reads a fingerprint back from what the session says. */
  private static final class Fingerprint {
    static String ofOnly(Path folder) throws IOException {
      // The rule, the declaration and the message: nothing else may matter.
      Files.writeString(folder.resolve("base"), "");
      assertThat(Compilation.of(folder).success).isFalse();
      return lockproof.report.Fingerprints.hash("guard-dropped\nA#bad()\n`bad` is bad");
    }
  }

  @Test
  void missingOrBrokenBaselineIsOneLine() {
    Compilation.write(
        folder, Map.of("lockproof.properties", "baseline = base\n", "A.java", "class A {}"));
    assertThat(Compilation.of(folder).lines)
        .singleElement()
        .asString()
        .contains("[lockproof:settings] baseline: ")
        .endsWith("; write it with `lockproof baseline`");
    Compilation.write(folder, Map.of("base", "zzz\n"));
    assertThat(Compilation.of(folder).lines)
        .singleElement()
        .asString()
        .contains("line 1 is not a fingerprint and a rule");
  }

  @Test
  void writtenSortedAndReadBack() throws IOException {
    Path file = folder.resolve("base");
    Baseline.of(List.of(finding("00000000000000ff"), finding("00000000000000aa"))).write(file);
    assertThat(Files.readAllLines(file))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly(
            "00000000000000aa guard-dropped A.java `bad` is bad",
            "00000000000000ff guard-dropped A.java `bad` is bad");
    assertThat(Baseline.read(file).fingerprints())
        .containsExactlyInAnyOrder("00000000000000aa", "00000000000000ff");
  }
}

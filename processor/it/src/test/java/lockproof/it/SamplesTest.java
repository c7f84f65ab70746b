package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each sample says exactly what its {@code expected.txt} says. Samples with generated code are
 * tested beside the annotation processor, which the command line does not run; the sample of the
 * locking map is right, and its page is what the command writes.
 */
class SamplesTest {
  static List<String> samples() throws IOException {
    try (Stream<Path> folders = Files.list(Repository.top().resolve("samples"))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> "" + folder.getFileName())
          .filter(name -> !name.endsWith("_generated") && !name.endsWith("_map"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void saysWhatIsExpected(String sample) throws IOException {
    CommandLine.Answer answer = CommandLine.run("check", "samples/" + sample);
    Path expected = Repository.top().resolve("samples").resolve(sample).resolve("expected.txt");
    if (Boolean.getBoolean("lockproof.update")) {
      Files.writeString(expected, answer.text());
    }
    assertThat(answer.text()).isEqualTo(Files.readString(expected));
    assertThat(answer.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void correctedCodeIsSilent(String sample) throws IOException {
    Path folder = Repository.top().resolve("samples").resolve(sample);
    try (Stream<Path> files = Files.list(folder)) {
      List<String> good =
          files.filter(file -> file.toString().endsWith("Fixed.java")).map(Path::toString).toList();
      assertThat(good).isNotEmpty();
      for (String file : good) {
        assertThat(CommandLine.run("check", file).text())
            .startsWith("lockproof: 0 errors, 0 warnings in 1 file; ");
      }
    }
  }

  @Test
  void locksAreMapped() throws IOException {
    String sample = "samples/08_locking_map";
    Path page = Repository.top().resolve(sample).resolve("LOCKING.md");
    CommandLine.Answer answer = CommandLine.run("map", sample, "--output", "-");
    assertThat(answer.code()).isZero();
    String map = answer.text().replaceFirst("lockproof: .*\n$", "");
    if (Boolean.getBoolean("lockproof.update")) {
      Files.writeString(page, map);
    }
    assertThat(map).isEqualTo(Files.readString(page));
    assertThat(CommandLine.run("check", sample).code()).isZero();
  }

  @Test
  void thereAreSamples() throws IOException {
    assertThat(samples()).contains("01_first_token", "02_optimistic_read");
  }
}

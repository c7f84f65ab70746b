package lockproof.javac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lockproof.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private final SettingsReader reader =
      new SettingsReader(Set.of("lock-order", "guard-leak", "self-deadlock"));

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve(SettingsReader.FILE), text);
  }

  @Test
  void everyKey() throws IOException {
    Files.writeString(folder.resolve("our.model"), "");
    Settings settings =
        reader.read(
            file(
                """
                strict = true
                rule.lock-order = warning
                models = our.model
                summary-dir = target/summaries
                baseline = lockproof.baseline
                attestation-dir = target/lockproof
                """),
            List.of());
    assertThat(settings.strict()).isTrue();
    assertThat(settings.severity("lock-order")).contains(Severity.WARNING);
    assertThat(settings.severity("guard-leak")).isEmpty();
    assertThat(settings.models()).containsExactly(folder.resolve("our.model"));
    assertThat(settings.summaryDir()).contains(folder.resolve("target/summaries"));
    assertThat(settings.baseline()).contains(folder.resolve("lockproof.baseline"));
    assertThat(settings.attestationDir()).contains(folder.resolve("target/lockproof"));
  }

  @Test
  void argumentsWin() throws IOException {
    Settings settings =
        reader.read(
            file("rule.lock-order = off\nstrict = true\n"),
            List.of("rule.lock-order=error", "strict=false"));
    assertThat(settings.severity("lock-order")).contains(Severity.ERROR);
    assertThat(settings.strict()).isFalse();
  }

  @Test
  void canonicalTextDoesNotDependOnPlaceOrOrder() throws IOException {
    String one = reader.read(file("strict=true\nrule.lock-order=off"), List.of()).canonical();
    String two = reader.read(null, List.of("rule.lock-order=off", "strict=true")).canonical();
    assertThat(one).isEqualTo(two).contains("rule.lock-order=OFF").contains("strict=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stict=true          | argument: unknown key `stict`; did you mean `strict`?",
        "rule.lock-ordr=off  | argument: there is no rule `lock-ordr`; did you mean `lock-order`?",
        "rule.lock-order=loud| argument: `rule.lock-order` is `loud`; write error, warning or off",
        "strict=yes          | argument: `strict` is `yes`; write true or false",
        "models=none.model   | argument: `models` names none.model, which cannot be read; correct the path",
        "baseline=           | argument: `baseline` is empty; give a path",
        "strict              | argument `strict`: write it as key=value",
      })
  void badInputIsOneLineWithARemedy(String argument, String message) {
    assertThatThrownBy(() -> reader.read(null, List.of(argument)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void brokenFileIsNamed() throws IOException {
    Path file = file("strict = \\u12");
    assertThatThrownBy(() -> reader.read(file, List.of()))
        .hasMessageStartingWith(file + ": cannot be read as a properties file in UTF-8");
  }
}

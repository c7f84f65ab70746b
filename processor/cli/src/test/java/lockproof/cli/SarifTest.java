package lockproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lockproof.javac.Catalog;
import lockproof.report.Finding;
import lockproof.report.Place;
import lockproof.report.SarifRenderer;
import lockproof.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifTest {
  @TempDir Path folder;

  private static JsonSchema schema() throws IOException {
    try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void valid(String sarif) throws IOException {
    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaCanFail() throws IOException {
    String wrong = "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{}]}]}";
    assertThat(schema().validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void whatTheCommandWritesIsValid() throws IOException {
    Cli.write(folder.resolve("p/Shrug.java"), Cli.SHRUG);
    Cli cli = Cli.run("check", folder, "--format", "sarif");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("\"ruleId\": \"suppression-reason\"");
    valid(cli.out());
    valid(Cli.run("check", folder, "--format", "sarif", "--rules", "mark-invalid").out());
  }

  @Test
  void flowsAndOddNamesAreValid() throws IOException {
    Place opened = new Place("src/a b/Ä[1].java", 3, 1, 3, 9);
    Place used = new Place(folder.resolve("A.java").toString(), 7, 2, 9, 3);
    Finding finding =
        new Finding(
            "mark-invalid",
            Severity.WARNING,
            used,
            "used \"here\"",
            List.of(
                new Finding.Fact("opened", "the section", opened),
                new Finding.Fact("why", "no place", null)),
            "close it",
            "0123456789abcdef");
    String sarif =
        new SarifRenderer("1", Catalog.rules(), rule -> "# " + rule).render(List.of(finding));
    valid(sarif);
    assertThat(sarif)
        .contains("\"uri\": \"src/a%20b/%C3%84%5B1%5D.java\"")
        .contains("\"uri\": \"file:///")
        .contains("\"lockproof/v1\": \"0123456789abcdef\"")
        .contains("\"text\": \"opened: the section\"");
    assertThat(sarif.split("\"threadFlows\"")).hasSize(2);
  }
}

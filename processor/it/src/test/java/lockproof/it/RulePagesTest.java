package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockproof.declaration.Declarations;
import lockproof.report.MarkRules;
import lockproof.report.RuleInfo;
import lockproof.rule.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule has a page, and every page tells the truth: its code compiles, what stands under
 * "Reported" is reported with this rule and in the words that follow, and what stands under
 * "Accepted" is not reported at all.
 */
class RulePagesTest {
  private static final Path PAGES = Repository.top().resolve("docs/rules");
  private static final Path INDEX = PAGES.resolve("README.md");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:[a-z]+ )*(?:class|interface|record|enum) (\\w+)");
  private static final String SNIPPET = "<!-- snippet -->";
  private static final String AROUND_SNIPPET =
      "import java.util.*; import java.util.concurrent.locks.*; import lockproof.annotations.*;"
          + " import lockproof.context.*; import lockproof.lock.*; class Snippet {\n%s}\n";

  @TempDir Path folder;

  /** By id, in the order of the list. */
  private static Map<String, RuleInfo> infos() {
    Map<String, RuleInfo> infos = new LinkedHashMap<>();
    Stream.of(
            Rules.all().stream().map(r -> new RuleInfo(r.id(), r.severity(), r.summary())),
            Declarations.ALL.stream(),
            MarkRules.ALL.stream())
        .flatMap(rules -> rules)
        .forEach(info -> infos.putIfAbsent(info.id(), info));
    return infos;
  }

  static Stream<String> rules() {
    return infos().keySet().stream();
  }

  private static void expect(Path file, String text) throws IOException {
    if (Boolean.getBoolean("lockproof.update")) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void codeIsJudgedAsThePageSays(String rule) throws IOException {
    Path page = PAGES.resolve(rule + ".md");
    assertThat(page).exists();
    List<String> said = new ArrayList<>();
    StringBuilder told = new StringBuilder();
    StringBuilder block = new StringBuilder();
    String heading = "";
    String fence = null;
    String last = "";
    int reported = 0;
    int accepted = 0;
    for (String line : Files.readAllLines(page)) {
      if (fence == null) {
        heading = line.startsWith("## ") ? line.substring(3) : heading;
        fence = line.startsWith("```") ? line.substring(3) : null;
        last = line.isBlank() || fence != null ? last : line;
        told.append(line).append('\n');
        block.setLength(0);
      } else if (!line.equals("```")) {
        block.append(line).append('\n');
      } else {
        boolean quoted = fence.equals("text") && heading.equals("Reported");
        told.append(quoted ? Snippets.lines(said) : block).append(line).append('\n');
        if (fence.equals("java")) {
          said = judge(last.equals(SNIPPET), block.toString());
        }
        if (fence.equals("java") && heading.equals("Reported")) {
          reported++;
          assertThat(said).isNotEmpty().allMatch(s -> s.contains("[lockproof:" + rule + "]"));
        } else if (fence.equals("java") && heading.equals("Accepted")) {
          accepted++;
          assertThat(said).isEmpty();
        }
        fence = null;
        last = "";
      }
    }
    assertThat(reported).isPositive();
    assertThat(accepted).isPositive();
    expect(page, told.toString());
  }

  private List<String> judge(boolean snippet, String code) throws IOException {
    String unit = snippet ? AROUND_SNIPPET.formatted(code) : code;
    Matcher type = TYPE.matcher(unit);
    assertThat(type.find()).isTrue();
    return Snippets.compile(Files.writeString(folder.resolve(type.group(1) + ".java"), unit));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void pageBeginsWithNameAndSeverity(String rule) throws IOException {
    String severity = infos().get(rule).severity().name();
    assertThat(Files.readString(PAGES.resolve(rule + ".md")))
        .startsWith(
            "# "
                + rule
                + "\n\n**"
                + severity.charAt(0)
                + severity.substring(1).toLowerCase(Locale.ROOT))
        .contains("\n**Guarantees.** ", "\n**Misses.** ", "\n**Shows in.** ");
  }

  @Test
  void everyPageHasItsRule() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.filter(file -> !file.equals(INDEX)).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(rules().map(rule -> rule + ".md").toList());
    }
  }

  @Test
  void indexListsEveryRule() throws IOException {
    StringBuilder index = new StringBuilder("# Rules\n\n");
    index.append(
        "What each rule finds, and how loudly it says so where nobody has said otherwise.\n");
    index.append("`lockproof explain RULE` prints a page.\n\n");
    index.append("| rule | severity | finds |\n|---|---|---|\n");
    for (RuleInfo rule : infos().values()) {
      String severity = rule.severity().name().toLowerCase(Locale.ROOT);
      index.append("| [").append(rule.id()).append("](").append(rule.id()).append(".md) | ");
      index.append(severity).append(" | ").append(rule.summary()).append(" |\n");
    }
    expect(INDEX, index.toString());
  }
}

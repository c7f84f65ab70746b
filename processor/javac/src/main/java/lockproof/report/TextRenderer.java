package lockproof.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text that people read: a first line that stands alone, and at most five lines below it. */
public final class TextRenderer {
  private static final int LINES_BELOW = 5;

  private TextRenderer() {}

  /** As a compiler writes it, with file and line in front. */
  public static String render(Finding finding) {
    return finding.place().file()
        + ":"
        + finding.place().line()
        + ": "
        + finding.severity().name().toLowerCase(Locale.ROOT)
        + ": "
        + body(finding, "    ");
  }

  /** For javac, which writes file and line itself, and indents what follows the first line. */
  public static String body(Finding finding) {
    return body(finding, "  ");
  }

  private static String body(Finding finding, String indent) {
    List<String[]> lines = new ArrayList<>();
    int room = LINES_BELOW - 1 - (finding.fix() == null ? 0 : 1);
    finding.details().stream()
        .limit(room)
        .forEach(
            fact -> lines.add(new String[] {fact.label(), fact.text() + where(fact, finding)}));
    if (finding.fix() != null) {
      lines.add(new String[] {"fix", finding.fix()});
    }
    lines.add(new String[] {"see", "docs/rules/" + finding.rule() + ".md"});
    int width = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
    StringBuilder text =
        new StringBuilder("[lockproof:" + finding.rule() + "] " + finding.message());
    for (String[] line : lines) {
      text.append("\n").append(indent).append(line[0]);
      text.append(" ".repeat(width - line[0].length())).append(" : ").append(line[1]);
    }
    return text.toString();
  }

  private static String where(Finding.Fact fact, Finding finding) {
    if (fact.place() == null) {
      return "";
    }
    if (fact.place().line() == finding.place().line()
        && fact.place().file().equals(finding.place().file())) {
      return " here";
    }
    return " at " + fact.place().simpleName() + ":" + fact.place().line();
  }
}

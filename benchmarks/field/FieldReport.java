import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Writes docs/field-report.md: what is said about the libraries now, and what was judged of it. */
public final class FieldReport {
  private static final Pattern REPORT =
      Pattern.compile(
          "^(.*)-([0-9][^!]*)-sources\\.jar!(.*):(\\d+): (?:error|warning):"
              + " \\[lockproof:([a-z-]+)\\].*");
  private static final Pattern NAME = Pattern.compile("(.*?)-([0-9].*)-sources\\.jar");

  /** A line of judged.txt. */
  private record Judged(
      String library,
      String file,
      String rule,
      List<String> lines,
      int then,
      String verdict,
      String why) {
    boolean speaksOf(Report r) {
      return library.equals(r.library)
          && r.path.endsWith("/" + file)
          && (rule.equals("*") || rule.equals(r.rule))
          && (lines.contains("*") || lines.contains(r.line));
    }
  }

  private record Report(String library, String path, String line, String rule) {}

  private record Library(String name, String version, long lines, List<Report> reports) {}

  private FieldReport() {}

  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    List<Judged> judged = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] parts = line.split(" \\| ", 7);
        judged.add(
            new Judged(
                parts[0],
                parts[1],
                parts[2],
                Arrays.asList(parts[3].split(" ")),
                Integer.parseInt(parts[4]),
                parts[5],
                parts[6]));
      }
    }
    Map<String, List<Report>> reports = new TreeMap<>();
    for (String line : Files.readAllLines(work.resolve("said.txt"))) {
      Matcher report = REPORT.matcher(line);
      if (report.matches()) {
        reports
            .computeIfAbsent(report.group(1), l -> new ArrayList<>())
            .add(new Report(report.group(1), report.group(3), report.group(4), report.group(5)));
      }
    }
    List<Library> libraries = new ArrayList<>();
    try (Stream<Path> jars = Files.list(work.resolve("src"))) {
      for (Path jar : jars.sorted().toList()) {
        libraries.add(library(jar, reports));
      }
    }
    List<String> summary = Files.readAllLines(work.resolve("summary.txt"));
    System.out.print(document(libraries, judged, summary.get(summary.size() - 1)));
  }

  private static Library library(Path jar, Map<String, List<Report>> reports) throws IOException {
    Matcher name = NAME.matcher(jar.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalStateException(jar + " is no jar of sources");
    }
    long lines = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".java")).toList()) {
        String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        lines += text.lines().count();
      }
    }
    return new Library(
        name.group(1), name.group(2), lines, reports.getOrDefault(name.group(1), List.of()));
  }

  private static String document(List<Library> libraries, List<Judged> judged, String summary) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What it says about code it has never seen

        Written by `benchmarks/field-report`, which checks the source jars of public libraries with their class path and
        default settings, and compares what is said with `benchmarks/field/judged.txt`, where each report was judged by
        reading the code around it before anything was changed (**then**). A report is **true** if what it says is so
        and can go wrong; **meant** if what it says is so and the authors know: they set up an object before others see
        it, keep it to one thread, or say so in a comment; **false** if what it says is not so. What is **new** since
        has not been judged.

        | library | lines | reports then | now | true | meant | false | new |
        |---|--:|--:|--:|--:|--:|--:|--:|
        """);
    long[] sum = new long[7];
    Map<Judged, Integer> seen = new java.util.IdentityHashMap<>();
    for (Library l : libraries) {
      Map<String, Integer> counts = new TreeMap<>();
      for (Report r : l.reports) {
        Judged by = judged.stream().filter(j -> j.speaksOf(r)).findFirst().orElse(null);
        counts.merge(by == null ? "not" : by.verdict, 1, Integer::sum);
        if (by != null) {
          seen.merge(by, 1, Integer::sum);
        }
      }
      long[] row = {
        l.lines,
        judged.stream().filter(j -> j.library.equals(l.name)).mapToInt(Judged::then).sum(),
        l.reports.size(),
        counts.getOrDefault("true", 0),
        counts.getOrDefault("meant", 0),
        counts.getOrDefault("false", 0),
        counts.getOrDefault("not", 0)
      };
      for (int i = 0; i < row.length; i++) {
        sum[i] += row[i];
      }
      text.append(row(l.name + " " + l.version, row));
    }
    text.append(row("**all**", sum));
    text.append("\nNo crash. In its own words: `").append(summary.split("; \\d+ files? with")[0]);
    text.append("`\n");
    for (String verdict : List.of("true", "meant", "false")) {
      text.append("\n## ")
          .append(Character.toUpperCase(verdict.charAt(0)))
          .append(verdict.substring(1));
      text.append("\n\n| where | rule | then | now | why |\n|---|---|--:|--:|---|\n");
      for (Judged j : judged) {
        if (j.verdict.equals(verdict)) {
          String lines = j.lines.contains("*") ? "" : ":" + String.join(", :", j.lines);
          text.append("| ")
              .append(j.library)
              .append(" `")
              .append(j.file)
              .append(lines)
              .append("` | ");
          text.append(j.rule.equals("*") ? "" : "`" + j.rule + "`").append(" | ");
          text.append(j.then)
              .append(" | ")
              .append(seen.getOrDefault(j, 0))
              .append(" | ")
              .append(j.why)
              .append(" |\n");
        }
      }
    }
    return text.toString();
  }

  private static String row(String name, long[] row) {
    StringBuilder line = new StringBuilder("| ").append(name);
    for (long n : row) {
      line.append(" | ").append("%,d".formatted(n));
    }
    return line.append(" |\n").toString();
  }
}

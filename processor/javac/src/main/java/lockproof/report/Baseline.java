package lockproof.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The reports that a project had when it began; a text file, one line each, sorted for diffs. */
public final class Baseline {
  private static final String HEAD =
      """
      # Reports that Lockproof tolerates: fingerprint, rule, what it said.
      # `lockproof baseline` removes what is gone; it adds only when asked to with --accept-new.
      """;

  private final Map<String, String> lines;

  private Baseline(Map<String, String> lines) {
    this.lines = lines;
  }

  /** One that tolerates nothing. */
  public static Baseline empty() {
    return new Baseline(Map.of());
  }

  /** One that tolerates these. */
  public static Baseline of(Collection<Finding> findings) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Finding finding : findings) {
      lines.put(
          finding.fingerprint(),
          finding.rule()
              + " "
              + finding.place().simpleName()
              + " "
              + finding.message().replace('\n', ' '));
    }
    return new Baseline(lines);
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws IOException with a message in one line, if it cannot be read as such
   */
  public static Baseline read(Path file) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("[0-9a-f]{16}")) {
          throw new IOException("line " + number + " is not a fingerprint and a rule");
        }
        lines.put(parts[0], parts[1]);
      }
    }
    return new Baseline(lines);
  }

  /** True if this finding was there from the beginning. */
  public boolean tolerates(Finding finding) {
    return lines.containsKey(finding.fingerprint());
  }

  /** What is tolerated, by fingerprint. */
  public Set<String> fingerprints() {
    return lines.keySet();
  }

  /** Writes it, sorted by rule, file and message. */
  public void write(Path file) throws IOException {
    Map<String, String> sorted = new TreeMap<>();
    lines.forEach((fingerprint, text) -> sorted.put(text + " " + fingerprint, fingerprint));
    StringBuilder out = new StringBuilder(HEAD);
    sorted.values().forEach(f -> out.append(f).append(' ').append(lines.get(f)).append('\n'));
    Files.writeString(file, out, StandardCharsets.UTF_8);
  }
}

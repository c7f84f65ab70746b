package lockproof.cli;

import com.sun.source.tree.CompilationUnitTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import lockproof.engine.Site;
import lockproof.javac.Session;
import lockproof.javac.Sink;
import lockproof.map.LockMap;
import lockproof.report.Escape;
import lockproof.report.Finding;
import lockproof.report.Place;
import lockproof.rule.Severity;

/** What all batches together have brought. */
final class Result {
  private static final int MOST_WANTED = 3;
  private static final Pattern ABSENT = Pattern.compile("^package (\\S+) does not exist");
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> complaints = new LinkedHashSet<>();
  private final Set<String> incomplete = new TreeSet<>();
  private final Set<String> escapes = new TreeSet<>();
  private final Map<String, Integer> absent = new HashMap<>();
  private final LockMap map = new LockMap();
  private boolean unusable;
  private int files;
  private int unparsed;
  private int analysed;
  private int skipped;
  private int suppressed;
  private int tolerated;

  void file() {
    files++;
  }

  void failed(String line) {
    unparsed++;
    complaints.add(line);
  }

  void unreadable(String line) {
    unusable = true;
    complaints.add(line);
  }

  void errors(List<Diagnostic<? extends JavaFileObject>> errors) {
    for (Diagnostic<? extends JavaFileObject> error : errors) {
      if (error.getSource() != null) {
        incomplete.add(error.getSource().getName());
        Matcher matcher = ABSENT.matcher(error.getMessage(Locale.ROOT));
        if (matcher.find()) {
          absent.merge(matcher.group(1), 1, Integer::sum);
        }
      }
    }
  }

  void add(Session session) {
    analysed += session.analysed();
    skipped += session.skipped();
    suppressed += session.suppressed();
    tolerated += session.tolerated();
    for (Escape escape : session.escapes()) {
      Place place = session.places().of(escape.site().unit(), escape.site().tree());
      escapes.add(
          place.file()
              + ":"
              + place.line()
              + ": "
              + escape.mark()
              + " "
              + escape.rule()
              + (escape.reason() == null ? "" : ": " + escape.reason())
              + (escape.used() ? "" : " (hides nothing)"));
    }
  }

  /** Takes over what another batch has brought. */
  void merge(Result other) {
    findings.addAll(other.findings);
    complaints.addAll(other.complaints);
    incomplete.addAll(other.incomplete);
    escapes.addAll(other.escapes);
    map.merge(other.map);
    other.absent.forEach((name, n) -> absent.merge(name, n, Integer::sum));
    unusable |= other.unusable;
    files += other.files;
    unparsed += other.unparsed;
    analysed += other.analysed;
    skipped += other.skipped;
    suppressed += other.suppressed;
    tolerated += other.tolerated;
  }

  void keep(Predicate<Finding> wanted) {
    findings.removeIf(wanted.negate());
  }

  List<Finding> findings() {
    return findings.stream().sorted(Finding.ORDER).toList();
  }

  /** One line each: what could not be read, parsed or used. */
  Set<String> complaints() {
    return complaints;
  }

  /** One line each, by file and line. */
  Set<String> escapes() {
    return escapes;
  }

  /** The locks. */
  LockMap map() {
    return map;
  }

  /** Something that the user gave could not be used. */
  boolean unusable() {
    return unusable;
  }

  /** Nothing at all was understood, though there was something to understand. */
  boolean nothingAnalysed() {
    return files == 0 || analysed == 0 && (skipped > 0 || unparsed >= files);
  }

  /** There was nothing to read, or none of it is Java. */
  boolean nothingRead() {
    return files == 0 || unparsed >= files;
  }

  String summary() {
    long errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
    StringBuilder text = new StringBuilder();
    text.append(count(errors, "error")).append(", ");
    text.append(count(findings.size() - errors, "warning"));
    text.append(" in ").append(count(files, "file")).append("; ");
    text.append(count(analysed, "method")).append(" analysed, ").append(skipped).append(" skipped");
    if (suppressed > 0) {
      text.append("; ").append(suppressed).append(" suppressed");
    }
    if (tolerated > 0) {
      text.append("; ").append(tolerated).append(" in the baseline");
    }
    if (unparsed > 0) {
      text.append("; ").append(count(unparsed, "file")).append(" not parsed");
    }
    if (!incomplete.isEmpty()) {
      text.append("; ").append(count(incomplete.size(), "file"));
      text.append(" with unresolved names (give --classpath").append(mostWanted()).append(')');
    }
    return text.toString();
  }

  private String mostWanted() {
    String names =
        absent.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_WANTED)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? ""
        : "; missing: " + names + (absent.size() > MOST_WANTED ? ", ..." : "");
  }

  static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  Sink sink() {
    return new Sink() {
      @Override
      public void finding(Finding finding, Site site) {
        findings.add(finding);
      }

      @Override
      public void crash(String message, CompilationUnitTree unit) {
        complaints.add(message);
      }

      @Override
      public void unusable(String message, CompilationUnitTree unit) {
        unreadable(message);
      }
    };
  }
}

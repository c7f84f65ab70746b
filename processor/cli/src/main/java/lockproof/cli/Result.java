package lockproof.cli;

import com.sun.source.tree.CompilationUnitTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import lockproof.engine.Site;
import lockproof.javac.Sink;
import lockproof.report.Finding;
import lockproof.rule.Severity;

/** What all batches together have brought. */
final class Result {
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> complaints = new LinkedHashSet<>();
  private final Set<String> unusable = new LinkedHashSet<>();
  private final Set<String> incomplete = new TreeSet<>();
  private int files;
  private int unparsed;
  private int analysed;
  private int skipped;

  void file() {
    files++;
  }

  void failed(String line) {
    unparsed++;
    complaints.add(line);
  }

  void errors(List<Diagnostic<? extends JavaFileObject>> errors) {
    for (Diagnostic<? extends JavaFileObject> error : errors) {
      incomplete.add(error.getSource() == null ? "" : error.getSource().getName());
    }
  }

  void methods(int followed, int left) {
    analysed += followed;
    skipped += left;
  }

  List<Finding> findings() {
    return findings.stream().sorted(Finding.ORDER).toList();
  }

  Set<String> complaints() {
    return complaints;
  }

  /** Settings that could not be used; then nothing was checked under them. */
  Set<String> unusable() {
    return unusable;
  }

  /** Nothing at all was understood, though there was something to understand. */
  boolean nothingAnalysed() {
    return analysed == 0 && (skipped > 0 || unparsed > 0 && unparsed == files);
  }

  String summary() {
    long errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
    long warnings = findings.size() - errors;
    StringBuilder text = new StringBuilder();
    text.append(count(errors, "error")).append(", ").append(count(warnings, "warning"));
    text.append(" in ").append(count(files, "file")).append("; ");
    text.append(count(analysed, "method")).append(" analysed, ").append(skipped).append(" skipped");
    if (unparsed > 0) {
      text.append("; ").append(count(unparsed, "file")).append(" not parsed");
    }
    if (!incomplete.isEmpty()) {
      text.append("; ").append(count(incomplete.size(), "file"));
      text.append(" with unresolved names (give --classpath)");
    }
    return text.toString();
  }

  private static String count(long n, String what) {
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
        unusable.add(message);
      }
    };
  }
}

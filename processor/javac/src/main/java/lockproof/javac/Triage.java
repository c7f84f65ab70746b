package lockproof.javac;

import lockproof.report.Report;
import lockproof.rule.Severity;

/** Decides how loudly a report speaks: settings first, then {@code @LockChecked}, then the rule. */
final class Triage {
  private final Settings settings;

  Triage(Settings settings) {
    this.settings = settings;
  }

  Severity severity(Report report) {
    return settings
        .severity(report.rule())
        .orElse(
            settings.strict() || OptIn.covers(report.site().owner())
                ? Severity.ERROR
                : report.severity());
  }
}

package lockproof.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lockproof.rule.Severity;

/** The rules about escapes themselves. */
public final class MarkRules {
  /** An escape must say why. */
  public static final String REASON = "suppression-reason";

  /** An escape must hide something. */
  public static final String STALE = "suppression-stale";

  /** A mark must mean something. */
  public static final String INVALID = "mark-invalid";

  /** Each of these rules. */
  public static final List<RuleInfo> ALL =
      List.of(
          new RuleInfo(
              REASON, Severity.ERROR, "an escape gives no reason, or a stock phrase for one"),
          new RuleInfo(STALE, Severity.WARNING, "an escape hides nothing any more"),
          new RuleInfo(INVALID, Severity.ERROR, "a mark cannot mean what it says"));

  private MarkRules() {}

  /** What is wrong with escapes as such, whatever they hide. */
  public static List<Report> judge(List<Escape> escapes, Collection<String> rules) {
    List<Report> reports = new ArrayList<>();
    for (Escape escape : escapes) {
      if (!rules.contains(escape.rule())) {
        reports.add(
            report(
                INVALID,
                Severity.ERROR,
                escape,
                escape.mark() + " names `" + escape.rule() + "`, which is no rule",
                "name a rule, or remove the mark" + Nearest.hint(escape.rule(), rules)));
      } else if (escape.reason() != null) {
        String complaint = Reasons.complaint(escape.reason());
        if (complaint != null) {
          reports.add(
              report(
                  REASON,
                  Severity.ERROR,
                  escape,
                  "@Unproven for `" + escape.rule() + "` " + complaint,
                  "say why the code is right although the rule cannot see it"));
        }
      }
    }
    return reports;
  }

  /** The escape that hid nothing. */
  public static Report stale(Escape escape) {
    return report(
        STALE,
        Severity.WARNING,
        escape,
        escape.mark() + " for `" + escape.rule() + "` hides nothing here",
        "remove the mark");
  }

  private static Report report(
      String rule, Severity severity, Escape escape, String message, String fix) {
    return new Report(rule, severity, escape.site(), message, List.of(), fix);
  }
}
